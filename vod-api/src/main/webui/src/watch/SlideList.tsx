import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Slide } from '../api/types';
import { clock, spoken } from '../format/time';
import { count } from '../format/units';
import type { Player } from '../player/player';
import { lineWith, marked, slideAt, slidesWith, titleOf } from '../player/slides';
import { useStore } from '../state/store';
import { Icon } from '../ui/icons';
import './slides.css';

/** The slides of a lecture: to look through, to search, and to jump to. */
export function SlideList({ player, slides, textRead, query: asked }: {
  player: Player;
  slides: readonly Slide[];
  textRead: boolean;
  query: string;
}) {
  const [query, setQuery] = useState(asked);
  useEffect(() => setQuery(asked), [asked]);
  const found = useMemo(() => slidesWith(slides, query), [slides, query]);
  const { position } = useStore(player.store);
  const current = slideAt(slides, position);
  const list = useRef<HTMLOListElement>(null);
  useFollow(list, current, found);
  // The position changes ten times a second, the list does not.
  const rows = useMemo(
    () =>
      found.map((slide) => (
        <SlideRow
          key={`${slide.view}-${slide.seconds}`}
          slide={slide}
          number={slides.indexOf(slide) + 1}
          query={query}
          current={slide === current}
          press={() => player.seek(slide.seconds)}
        />
      )),
    [found, current, query, slides, player],
  );

  return (
    <section class="slides" aria-labelledby="slides-title">
      <div class="slides-head">
        <h2 id="slides-title">Slides</h2>
        {textRead && (
          <label class="search">
            <span class="visually-hidden">Search on the slides</span>
            <Icon name="search" size={20} />
            <input
              class="input"
              type="search"
              placeholder="Search on the slides"
              value={query}
              onInput={(event) => setQuery(event.currentTarget.value)}
            />
          </label>
        )}
      </div>
      <p class={query ? 'soft slides-found' : 'visually-hidden'} role="status">
        {query ? `${count(found.length, 'slide')} of ${slides.length}` : count(slides.length, 'slide')}
      </p>
      <ol ref={list} class="slides-list" onKeyDown={moveAmong}>
        {rows}
      </ol>
    </section>
  );
}

function SlideRow({ slide, number, query, current, press }: {
  slide: Slide;
  number: number;
  query: string;
  current: boolean;
  press: () => void;
}) {
  const text = query ? lineWith(slide.text, query) : titleOf(slide);
  return (
    <li>
      <button
        type="button"
        class="slide"
        data-slide={slide.seconds.toFixed(1)}
        aria-current={current ? 'true' : undefined}
        aria-label={`Slide ${number}, at ${spoken(slide.seconds)}${text ? `: ${text}` : ''}`}
        onClick={press}
      >
        <img src={slide.thumbnailUrl} alt="" loading="lazy" decoding="async" width={112} height={63} />
        <span class="slide-text">
          <span class="slide-time">{clock(slide.seconds)}</span>
          <span class="slide-title">
            {marked(text || `Slide ${number}`, query).map((piece, i) =>
              piece.found ? <mark key={i}>{piece.text}</mark> : piece.text,
            )}
          </span>
        </span>
      </button>
    </li>
  );
}

/** Arrow keys go from slide to slide, so that the player's do not take them. */
function moveAmong(event: KeyboardEvent & { currentTarget: HTMLOListElement }): void {
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const at = buttons.indexOf(event.target as HTMLButtonElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: buttons.length - 1 }[event.key];
  if (at < 0 || to === undefined) return;
  event.preventDefault();
  buttons[Math.min(buttons.length - 1, Math.max(0, to))]?.focus();
}

/** Keeps the current slide in sight within its list, unless somebody looks through it. */
function useFollow(list: { current: HTMLOListElement | null }, current: Slide | null, found: readonly Slide[]): void {
  useEffect(() => {
    const box = list.current;
    const row = box?.querySelector<HTMLElement>('[aria-current]');
    if (!box || !row || box.matches(':hover') || box.contains(document.activeElement)) return;
    const top = row.offsetTop - box.offsetTop;
    if (top < box.scrollTop || top + row.offsetHeight > box.scrollTop + box.clientHeight) {
      box.scrollTo({ top: top - box.clientHeight / 3 });
    }
  }, [current, found]);
}
