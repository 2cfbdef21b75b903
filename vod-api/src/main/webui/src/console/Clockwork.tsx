import { useEffect, useMemo, useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Capture } from '../api/types';
import { clock, dayAndTime } from '../format/time';
import { Poller } from '../state/poller';
import { useStore } from '../state/store';
import { attempt } from '../ui/feedback';
import type { RoomWatch } from './room';

const DAY_MS = 86_400_000;
const SHOWN = 4;

/** When a running capture ends by itself, later if wanted; and its moments that are worth finding again. */
export function Clockwork({ capture, watch }: { capture: Capture; watch: RoomWatch }) {
  const [told, setTold] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const run = async (change: () => Promise<string>) => {
    setBusy(true);
    setTold(null);
    setProblem(await attempt(async () => setTold(await change())));
    setBusy(false);
    watch.poller.refresh();
  };
  const extend = (minutes: number) =>
    run(async () => `Ends ${dayAndTime((await lectern.extendCapture(capture.id, minutes)).plannedUntil)}.`);
  return (
    <div class="clockwork">
      {capture.plannedUntil && (
        <>
          <p class="soft">Ends by itself: {dayAndTime(capture.plannedUntil)}</p>
          <div class="extend">
            {[5, 15].map((minutes) => (
              <button key={minutes} type="button" class="button" disabled={busy} data-extend={minutes} onClick={() => void extend(minutes)}>
                Extend by {minutes} min
              </button>
            ))}
          </div>
        </>
      )}
      <form
        class="mark"
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const label = String(new FormData(form).get('label') ?? '').trim();
          void run(async () => {
            const mark = await lectern.markCapture(capture.id, label);
            form.reset();
            return `Marked at ${clock(mark.seconds)}.`;
          });
        }}
      >
        <input class="input" name="label" maxLength={200} aria-label="What happens now" placeholder="What happens now" autocomplete="off" />
        <button class="button" disabled={busy} data-mark>Mark</button>
      </form>
      {told && <p class="soft" role="status">{told}</p>}
      {problem && <p class="field-problem" role="alert">{problem}</p>}
    </div>
  );
}

/** What is planned in a room next. */
export function Upcoming({ roomId }: { roomId: string }) {
  const poller = useMemo(() => new Poller((signal) => {
    const now = Date.now();
    return lectern.planned(roomId, new Date(now).toISOString(), new Date(now + 7 * DAY_MS).toISOString(), signal);
  }, 30_000), [roomId]);
  useEffect(() => {
    poller.start();
    return () => poller.stop();
  }, [poller]);
  const next = (useStore(poller.store).data ?? []).filter(({ state }) => state === 'PLANNED').slice(0, SHOWN);
  if (next.length === 0) return null;
  return (
    <section class="upcoming" aria-label="Upcoming lectures">
      <h3>Next in this room</h3>
      <ul>
        {next.map((lecture) => (
          <li key={lecture.id} data-planned={lecture.id}>
            <strong>{lecture.title}</strong>
            <span class="soft">{dayAndTime(lecture.startsAt)}, recorded from {new Date(lecture.recordsFrom).toLocaleTimeString(undefined, { timeStyle: 'short' })} by itself</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
