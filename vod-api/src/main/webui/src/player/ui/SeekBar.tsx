import { useState } from 'preact/hooks';
import { clock, spoken } from '../../format/time';
import type { PlayerState } from '../state';

/** Where the lecture is, what is buffered, and a way to another place. */
export function SeekBar({ state, seek }: { state: PlayerState; seek: (seconds: number) => void }) {
  const [drag, setDrag] = useState<number | null>(null);
  const [hover, setHover] = useState<{ part: number } | null>(null);
  const end = Math.max(state.end, 0.001);
  const shown = drag ?? Math.min(state.position, end);
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
        <span class="seek-knob" style={{ left: part(shown) }} />
      </div>
      {hover && state.end > 0 && (
        <span class="seek-hint" style={{ left: `clamp(26px, ${hover.part * 100}%, calc(100% - 26px))` }} aria-hidden="true">
          {clock(hover.part * state.end)}
        </span>
      )}
      <input
        type="range"
        class="seek-input"
        aria-label="Position"
        aria-valuetext={`${spoken(shown)} of ${spoken(state.end)}`}
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
