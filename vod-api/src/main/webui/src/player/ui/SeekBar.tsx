import { useState } from 'preact/hooks';
import { clock, spoken } from '../../format/time';
import type { Chapter, Slide } from '../../api/types';
import { chapterAt, chapterNear } from '../chapters';
import { slideAt, titleOf } from '../slides';
import type { PlayerState } from '../state';
import type { Storyboard } from '../storyboard';
import { SeekPreview } from './SeekPreview';

/** How near to a chapter's mark the pointer names it, part of the bar. */
const NEAR = 0.012;

const NO_SLIDE: Slide = { view: '', seconds: 0, untilSeconds: 0, imageUrl: '', thumbnailUrl: '', text: '' };

/** Where the lecture is, what is buffered, its chapters, and a way to another place. */
export function SeekBar({ state, chapters, slides, storyboards, seek }: {
  state: PlayerState;
  chapters: readonly Chapter[];
  slides: readonly Slide[];
  storyboards: readonly Storyboard[];
  seek: (seconds: number) => void;
}) {
  const [drag, setDrag] = useState<number | null>(null);
  const [hover, setHover] = useState<{ part: number } | null>(null);
  const end = Math.max(state.end, 0.001);
  const shown = drag ?? Math.min(state.position, end);
  const named = hover && chapterNear(chapters, hover.part * end, NEAR * end);
  const here = chapterAt(chapters, shown);
  // A finger that drags has no pointer that hovers.
  const pointed = drag ?? (hover ? hover.part * end : null);
  const shownBoards = storyboards.filter((one) => state.layout.shown.includes(one.view)).slice(0, 2);
  const title = pointed === null || named ? '' : titleOf(slideAt(slides, pointed) ?? NO_SLIDE);
  const half = Math.max(shownBoards.length * 82, named || title ? 110 : 26);
  const part = (seconds: number) => `${Math.min(100, Math.max(0, (seconds / end) * 100))}%`;

  return (
    <div
      class="seek"
      onPointerMove={(event) => {
        const { left, width } = event.currentTarget.getBoundingClientRect();
        setHover({ part: Math.min(1, Math.max(0, (event.clientX - left) / width)) });
      }}
      onPointerLeave={() => setHover(null)}
    >
      <div class="seek-track" aria-hidden="true">
        {state.buffered.map(([from, to]) => (
          <span key={from} class="seek-buffered" style={{ left: part(from), width: part(Math.min(to, end) - from) }} />
        ))}
        <span class="seek-done" style={{ width: part(shown) }} />
        {chapters.map((chapter) => (
          <span key={chapter.seconds} class="seek-chapter" data-chapter={chapter.seconds.toFixed(1)} style={{ left: part(chapter.seconds) }} />
        ))}
        <span class="seek-knob" style={{ left: part(shown) }} />
      </div>
      {pointed !== null && state.end > 0 && (
        <span class="seek-hint" style={{ left: `clamp(${half}px, ${(pointed / end) * 100}%, calc(100% - ${half}px))` }} aria-hidden="true">
          {shownBoards.length > 0 && (
            <span class="seek-tiles"><SeekPreview storyboards={shownBoards} position={pointed} /></span>
          )}
          {named && <b>{named.label} </b>}
          {title && <span class="seek-slide">{title}</span>}
          {clock(named ? named.seconds : pointed)}
        </span>
      )}
      <input
        type="range"
        class="seek-input"
        aria-label="Position"
        aria-valuetext={`${spoken(shown)} of ${spoken(state.end)}${here ? `, ${here.label}` : ''}`}
        min={0}
        max={end}
        step="any"
        value={shown}
        onInput={(event) => setDrag(Number(event.currentTarget.value))}
        onChange={(event) => {
          seek(Number(event.currentTarget.value));
          setDrag(null);
        }}
        onPointerUp={(event) => {
          if (drag !== null) seek(Number(event.currentTarget.value));
          setDrag(null);
          // Keys go back to the player, not to the slider.
          event.currentTarget.blur();
        }}
      />
    </div>
  );
}
