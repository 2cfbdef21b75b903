import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Chapter, LectureIndex } from '../../api/types';
import { useStore } from '../../state/store';
import { Dialog } from '../../ui/Dialog';
import { shownChapters } from '../chapters';
import { report } from '../diagnostics';
import { type Command, commandOf, KEYS } from '../keys';
import type { Player } from '../player';
import { Storyboard } from '../storyboard';
import { bigView, nextRate, swapViews } from '../state';
import { Controls } from './Controls';
import { Stage } from './Stage';
import { useFullscreen, useIdle } from './hooks';
import './player.css';

/** The player on the page: stage, controls, keys. It draws the player's state and keeps none of it. */
export function PlayerView({ player, title, chapters: marked = [], index = null, poster = null }: {
  player: Player;
  title: string;
  chapters?: readonly Chapter[];
  index?: LectureIndex | null;
  poster?: string | null;
}) {
  const state = useStore(player.store);
  const chapters = useMemo(() => shownChapters(marked, state.end), [marked, Math.floor(state.end)]);
  const links = JSON.stringify(index?.storyboards ?? []);
  const storyboards = useMemo(() => (index?.storyboards ?? []).map(({ view, url }) => new Storyboard(view, url)), [links]);
  const box = useRef<HTMLElement>(null);
  const [full, toggleFull] = useFullscreen(box);
  const idle = useIdle(box, full && state.wantsPlay);
  const [help, setHelp] = useState(false);

  useEffect(() => {
    if (poster) player.master.video.poster = poster;
  }, [player, poster]);

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.defaultPrevented || document.querySelector('dialog[open]')) return;
      const { key, ctrlKey, altKey, metaKey } = event;
      const command = commandOf({ key, ctrlKey, altKey, metaKey, on: focusKind(event.target) });
      if (!command) return;
      event.preventDefault();
      obey(player, command, toggleFull, () => setHelp(true));
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [player, toggleFull]);

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const write = () => {
      const now = report(player);
      Object.assign(element.dataset, {
        position: now.position.toFixed(3),
        stalls: String(now.views.reduce((sum, view) => sum + view.stalls, 0)),
        errors: String(now.views.reduce((sum, view) => sum + view.errors.length, 0)),
        offsetMs: String(Math.max(0, ...now.views.map((view) => Math.abs(view.offsetMs)))),
        largestErrorMs: String(now.largestErrorMs),
      });
    };
    const timer = setInterval(write, 500);
    return () => clearInterval(timer);
  }, [player]);

  return (
    <section
      ref={box}
      id="player"
      class={`player ${idle ? 'idle' : ''}`}
      aria-label={`Player: ${title}`}
      data-phase={state.phase}
      data-live={state.live}
      data-playing={state.wantsPlay && !state.waiting}
    >
      <Stage player={player} state={state} />
      <Controls
        player={player}
        state={state}
        chapters={chapters}
        slides={index?.slides ?? []}
        storyboards={storyboards}
        full={full}
        toggleFull={toggleFull}
        showHelp={() => setHelp(true)}
      />
      {help && (
        <Dialog title="Keys" onClose={() => setHelp(false)}>
          <dl class="keys">
            {KEYS.map(([keys, meaning]) => (
              <div key={keys}>
                <dt>{keys}</dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
          <div class="actions">
            <button type="button" class="button" onClick={() => setHelp(false)}>Close</button>
          </div>
        </Dialog>
      )}
    </section>
  );
}

function obey(player: Player, command: Command, toggleFull: () => void, showHelp: () => void): void {
  const { state } = player;
  switch (command.do) {
    case 'toggle-play':
      return player.toggle();
    case 'skip':
      return player.skip(command.seconds);
    case 'part':
      return player.seek(command.of * state.end);
    case 'start':
      return player.seek(0);
    case 'newest':
      return player.goToNewest();
    case 'mute':
      return player.setVolume(state.volume, !state.muted);
    case 'volume':
      return player.setVolume(state.volume + command.by);
    case 'rate':
      return player.setRate(nextRate(state.rate, command.direction));
    case 'swap':
      return player.setLayout(swapViews(state.layout));
    case 'layout':
      return player.setLayout(nextLayout(state.layout));
    case 'fullscreen':
      return toggleFull();
    case 'help':
      return showHelp();
  }
}

/** Side by side → first big → second big → … */
function nextLayout(layout: Player['state']['layout']): Player['state']['layout'] {
  if (layout.arrangement === 'side') return { ...layout, arrangement: 'main' };
  const next = layout.shown[1];
  const ordered = [...layout.shown].sort();
  return layout.shown[0] === ordered[0] && next ? bigView(layout, next) : { ...layout, arrangement: 'side' };
}

function focusKind(target: EventTarget | null): 'page' | 'button' | 'field' | 'slider' | 'menu' {
  if (!(target instanceof HTMLElement)) return 'page';
  if (target.closest('[role=menu]')) return 'menu';
  if (target instanceof HTMLInputElement && target.type === 'range') return 'slider';
  if (target.matches('input, select, textarea, [contenteditable]')) return 'field';
  return target.matches('button, a, summary') ? 'button' : 'page';
}
