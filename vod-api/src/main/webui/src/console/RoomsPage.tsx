import { useEffect, useMemo } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Alarm, Room } from '../api/types';
import { ago } from '../format/time';
import { ALARM_WORDS } from '../format/words';
import { count } from '../format/units';
import { Poller } from '../state/poller';
import { useStore } from '../state/store';
import { Banner, Empty, Loading, ProblemPanel } from '../ui/feedback';
import { agentState } from './capture';
import { Still, useAlarms } from './Alarms';
import { worstFirst } from './watching';
import { Incidents } from './Incidents';
import './console.css';

export function RoomsPage() {
  const poller = useMemo(() => new Poller((signal) => lectern.rooms(signal), 2000), []);
  useEffect(() => {
    poller.start();
    return () => poller.stop();
  }, [poller]);
  const alarms = useAlarms();
  const { data: rooms, problem } = useStore(poller.store);
  return (
    <main id="content" tabIndex={-1} class="page">
      <h1 class="page-title">Rooms</h1>
      <Incidents />
      {problem && rooms && <Banner kind="bad">{problem.message} What you see may be old.</Banner>}
      {!rooms ? (
        problem ? <ProblemPanel problem={problem} retry={() => poller.refresh()} /> : <Loading />
      ) : rooms.length === 0 ? (
        <Empty title="No rooms yet">An administrator adds rooms and their devices under Manage.</Empty>
      ) : (
        <div class="room-cards">{rooms.map((room) => <RoomCard key={room.id} room={room} alarms={alarms.filter((alarm) => alarm.roomId === room.id)} />)}</div>
      )}
    </main>
  );
}

function RoomCard({ room, alarms }: { room: Room; alarms: Alarm[] }) {
  const worst = worstFirst(alarms)[0];
  const seen = room.devices.find((device) => device.role !== 'MICROPHONE');
  return (
    <a class="card room-card" href={`/console/${room.id}`}>
      <div class="room-card-head">
        <h2>{room.name}</h2>
        {room.activeCaptureId && (room.refusal ? <span class="badge bad">Not recording</span> : <span class="badge live">RECORDING</span>)}
      </div>
      <p class="soft">{[room.site, count(room.devices.length, 'device')].filter(Boolean).join(' · ')}</p>
      {room.refusal && <p class="field-problem">{room.refusal}</p>}
      {room.activeCaptureId && !room.refusal && seen && <Still deviceId={seen.id} name={seen.name} everyMs={3000} />}
      {worst && (
        <span class={`badge ${worst.severity === 'CRITICAL' ? 'bad' : 'warn'}`} data-worst={worst.kind}>
          {ALARM_WORDS[worst.kind]}{worst.deviceName && `: ${worst.deviceName}`}{alarms.length > 1 && `, ${alarms.length - 1} more`}
        </span>
      )}
      <AgentBadge room={room} />
    </a>
  );
}

export function AgentBadge({ room }: { room: Room }) {
  switch (agentState(room)) {
    case 'none':
      return <span class="badge warn">No recorder</span>;
    case 'away':
      return <span class="badge bad">Recorder away, last seen {ago(room.agent?.lastSeenAt ?? null)}</span>;
    case 'online':
      return <span class="badge good">Recorder online</span>;
  }
}
