import { useEffect, useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Finding, Rehearsal, RehearsalVerdict, Room } from '../api/types';
import { ago } from '../format/time';
import { attempt, Banner, Empty, Loading, ProblemPanel } from '../ui/feedback';
import { headline, isOld, split, whenByItself } from './rehearsal';
import { useLoaded } from './useList';

const WORDS: Record<RehearsalVerdict, { label: string; badge: string }> = {
  FAILS: { label: 'Would fail', badge: 'bad' },
  DOUBTFUL: { label: 'Doubtful', badge: 'warn' },
  FINE: { label: 'Ready', badge: 'good' },
};
const AGAIN_MS = 5_000;

/** What would fail today, worst first; any room can be tried at once. */
export function Rehearsals() {
  const { data, problem, reload } = useLoaded(() => lectern.rehearsals());
  const rooms = useLoaded(() => lectern.rooms()).data ?? [];
  const hours = useLoaded(() => lectern.rehearsalHours()).data;
  const running = data?.some((one) => one.verdict === null) ?? false;
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => void reload(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [running, reload]);
  if (!data) return problem ? <ProblemPanel problem={problem} retry={() => void reload()} /> : <Loading />;
  const rest = rooms.filter((room) => !data.some((one) => one.roomId === room.id));
  const head = headline(data, data.length + rest.length, Date.now());
  return (
    <section class="rehearsals">
      <p class="soft">
        A room records for half a minute and is judged: signal, picture, sound, clocks, disk and uplink. Nothing of it is
        kept. {whenByItself(hours)}
      </p>
      {head && <Banner kind={head.kind}>{head.text}</Banner>}
      {!head && <Empty title="No rooms yet">Add a room and its devices first.</Empty>}
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
  const old = last !== null && isOld(last, Date.now());
  const words = last?.verdict && !old ? WORDS[last.verdict] : null;
  const { wrong, noted } = split(last?.findings ?? []);
  return (
    <li class={`card row rehearsal ${old ? 'rehearsal-old' : ''}`} data-rehearsed={room.id} data-verdict={last?.verdict}>
      <div class="row-main">
        <strong>{room.name}</strong>
        <p class="soft">{running ? 'Records half a minute now…' : last ? `Rehearsed ${ago(last.askedAt)}` : 'Never rehearsed'}</p>
      </div>
      {words && <span class={`badge ${words.badge}`}>{words.label}</span>}
      {old && <span class="badge">Out of date</span>}
      <button
        type="button"
        class="button small"
        disabled={running}
        onClick={async () => {
          setProblem(await attempt(() => lectern.rehearse(room.id)));
          await reload();
        }}
      >
        Rehearse now
      </button>
      {problem && <p class="field-problem row-wide" role="alert">{problem}</p>}
      {wrong.length > 0 && <ul class="findings row-wide">{wrong.map((one) => <Found key={`${one.device}${one.text}`} finding={one} />)}</ul>}
      {last?.refusal && <p class="soft row-wide">A later try: {last.refusal}</p>}
      {noted.length > 0 && (
        <details class="row-wide noted">
          <summary>{noted.length === 1 ? '1 thing noted' : `${noted.length} things noted`}</summary>
          <ul class="findings">{noted.map((one) => <Found key={`${one.device}${one.text}`} finding={one} />)}</ul>
        </details>
      )}
    </li>
  );
}

function Found({ finding: { verdict, device, text } }: { finding: Finding }) {
  return <li class={`finding ${WORDS[verdict].badge}`}>{device && <b>{device}: </b>}{text}</li>;
}
