import { useEffect, useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Rehearsal, RehearsalVerdict, Room } from '../api/types';
import { ago } from '../format/time';
import { attempt, Empty, Loading, ProblemPanel } from '../ui/feedback';
import { useLoaded } from './useList';

const WORDS: Record<RehearsalVerdict, { label: string; badge: string }> = {
  FAILS: { label: 'Would fail', badge: 'bad' },
  DOUBTFUL: { label: 'Doubtful', badge: 'warn' },
  FINE: { label: 'Fine', badge: 'good' },
};
const AGAIN_MS = 5_000;

/** What would fail today, worst first; any room can be tried at once. */
export function Rehearsals() {
  const { data, problem, reload } = useLoaded(() => lectern.rehearsals());
  const rooms = useLoaded(() => lectern.rooms()).data ?? [];
  const running = data?.some((one) => one.verdict === null) ?? false;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => void reload(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [running, reload]);
  if (!data) return problem ? <ProblemPanel problem={problem} retry={() => void reload()} /> : <Loading />;
  const rest = rooms.filter((room) => !data.some((one) => one.roomId === room.id));
  return (
    <section>
      <p class="soft">A room records for half a minute and is judged. Nothing of it is kept.</p>
      {data.length === 0 && rest.length === 0 && <Empty title="No rooms yet">Add a room and its devices first.</Empty>}
      <ul class="rows">
        {data.map((one) => <Row key={one.roomId} room={{ id: one.roomId, name: one.roomName }} last={one} reload={reload} />)}
        {rest.map((room) => <Row key={room.id} room={room} last={null} reload={reload} />)}
      </ul>
    </section>
  );
}

function Row({ room, last, reload }: { room: Pick<Room, 'id' | 'name'>; last: Rehearsal | null; reload: () => Promise<void> }) {
  const [problem, setProblem] = useState<string | null>(null);
  const running = last !== null && last.verdict === null;
  const words = last?.verdict ? WORDS[last.verdict] : null;
  return (
    <li class="card row">
      <div class="row-main">
        <strong>{room.name}</strong>
        <p class="soft">{running ? 'Rehearses now' : last ? `Rehearsed ${ago(last.askedAt)}` : 'Never rehearsed'}</p>
        {last?.findings.map(({ device, text }) => <p key={`${device}${text}`}>{device ? `${device}: ${text}` : text}</p>)}
        {problem && <p class="field-problem" role="alert">{problem}</p>}
      </div>
      {words && <span class={`badge ${words.badge}`}>{words.label}</span>}
      <button
        type="button"
        class="button small"
        disabled={running}
        onClick={async () => {
          setProblem(await attempt(() => lectern.rehearse(room.id)));
          await reload();
        }}
      >
        Rehearse
      </button>
    </li>
  );
}
