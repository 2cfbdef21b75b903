import { useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Agent, Device, DeviceRole, Room } from '../api/types';
import { ROLE_LABELS } from '../format/words';
import { attempt, Empty, Loading, ProblemPanel } from '../ui/feedback';
import { Icon } from '../ui/icons';
import { Editable } from './Editable';
import { FindCameras } from './FindCameras';
import { Remove } from './Remove';
import { SmallForm } from './SmallForm';
import { chosenStandbys } from './standbys';
import { useLoaded } from './useList';

export function Rooms() {
  const { data, problem, reload } = useLoaded(() => lectern.rooms());
  const agents = useLoaded(() => lectern.agents()).data ?? [];
  return (
    <section>
      <SmallForm
        title="New room"
        action="Add room"
        submit={async ({ name = '', site = '' }) => {
          await lectern.createRoom({ name, ...(site ? { site } : {}) });
          await reload();
        }}
      >
        <label class="field"><span>Name</span><input name="name" required maxLength={100} placeholder="Hall A" /></label>
        <label class="field"><span>Site (optional)</span><input name="site" maxLength={100} placeholder="North campus" /></label>
      </SmallForm>
      {data && data.length > 0 && <FindCameras rooms={data} agents={agents} reload={reload} />}
      {problem && <ProblemPanel problem={problem} retry={() => void reload()} />}
      {!data ? (
        !problem && <Loading />
      ) : data.length === 0 ? (
        <Empty title="No rooms yet">Add a room, then its cameras and slide grabbers by their addresses.</Empty>
      ) : (
        <div class="room-list">{data.map((room) => <RoomBox key={room.id} room={room} agents={agents} reload={reload} />)}</div>
      )}
    </section>
  );
}

function RoomBox({ room, agents, reload }: { room: Room; agents: Agent[]; reload: () => Promise<void> }) {
  const [problem, setProblem] = useState<string | null>(null);
  const change = async (run: () => Promise<unknown>) => {
    setProblem(await attempt(run));
    await reload();
  };
  const site = room.site ?? '';
  return (
    <article class="card room-box">
      <div class="row-head">
        <div class="row-main">
          <h2>
            <Editable
              value={room.name}
              label="name"
              save={(name) => lectern.updateRoom(room.id, { name, ...(site ? { site } : {}) }).then(reload)}
            />
          </h2>
          {site && <p class="soft">{site}</p>}
        </div>
        <label class="field inline">
          <span>Recorder</span>
          <select
            value={room.agent?.id ?? ''}
            onChange={(event) => void change(() => lectern.setRoomAgent(room.id, event.currentTarget.value || null))}
          >
            <option value="">None</option>
            {agents.map((agent) => <option key={agent.id} value={agent.id}>{agent.name}</option>)}
          </select>
        </label>
        {room.agent && <Standbys room={room} agents={agents} change={change} />}
        <Remove what={room.name} hint="Its devices go with it. Lectures recorded here stay." remove={() => change(() => lectern.deleteRoom(room.id))}>
          <Icon name="trash" size={20} />
        </Remove>
      </div>
      {problem && <p class="field-problem" role="alert">{problem}</p>}
      {room.devices.length > 0 && (
        <ul class="device-rows">
          {room.devices.map((device) => <DeviceRow key={device.id} device={device} change={change} reload={reload} />)}
        </ul>
      )}
      <SmallForm
        title={`New device in ${room.name}`}
        action="Add device"
        submit={async ({ name = '', role = 'PRESENTER', url = '' }) => {
          await lectern.createDevice(room.id, { name, role: role as DeviceRole, url });
          await reload();
        }}
      >
        <label class="field"><span>Name</span><input name="name" required maxLength={100} placeholder="Camera at the back" /></label>
        <label class="field"><span>Shows</span><RoleSelect /></label>
        <label class="field url-field">
          <span>Address</span>
          <input name="url" required placeholder="rtsp://user:password@10.0.0.20/stream1" spellcheck={false} autocomplete="off" />
          <small>rtsp, srt, rtmp or udp. The password is kept secret.</small>
        </label>
      </SmallForm>
    </article>
  );
}

/** One choice, or as many as there are: a second standby is rare, and is named through the API. */
function Standbys({ room, agents, change }: {
  room: Room;
  agents: Agent[];
  change: (run: () => Promise<unknown>) => Promise<void>;
}) {
  const chosen = room.standbys.map((agent) => agent.id);
  const free = agents.filter((agent) => agent.id !== room.agent?.id);
  if (free.length === 0) return null;
  return (
    <>
      {(chosen.length ? chosen : ['']).map((id, rank) => (
        <label class="field inline" key={rank} title="Records the same; what the recorder misses is taken from it.">
          <span>Standby</span>
          <select
            value={id}
            onChange={(event) => {
              const next = chosenStandbys(chosen, rank, event.currentTarget.value);
              void change(() => lectern.setRoomStandbys(room.id, next));
            }}
          >
            <option value="">None</option>
            {free.map((agent) => <option key={agent.id} value={agent.id}>{agent.name}</option>)}
          </select>
        </label>
      ))}
    </>
  );
}

function RoleSelect({ value }: { value?: DeviceRole }) {
  return (
    <select name="role">
      {Object.entries(ROLE_LABELS).map(([role, label]) => <option key={role} value={role} selected={role === value}>{label}</option>)}
    </select>
  );
}

function DeviceRow({ device, change, reload }: {
  device: Device;
  change: (run: () => Promise<unknown>) => Promise<void>;
  reload: () => Promise<void>;
}) {
  const [moving, setMoving] = useState(false);
  const { id, name, role } = device;
  return (
    <li>
      <div class="device-row">
        <div class="row-main">
          <Editable value={name} label="device name" save={(to) => lectern.updateDevice(id, { name: to, role }).then(reload)} />
          <p class="soft device-address">{device.address}</p>
        </div>
        <select
          class="input role"
          aria-label={`What ${name} shows`}
          value={role}
          onChange={(event) => {
            const to = event.currentTarget.value as DeviceRole;
            void change(() => lectern.updateDevice(id, { name, role: to }));
          }}
        >
          {Object.entries(ROLE_LABELS).map(([one, label]) => <option key={one} value={one}>{label}</option>)}
        </select>
        <button type="button" class="button small" aria-expanded={moving} onClick={() => setMoving(!moving)}>Address</button>
        <Remove what={name} hint="What it has recorded stays." remove={() => change(() => lectern.deleteDevice(id))}>
          <Icon name="trash" size={20} />
        </Remove>
      </div>
      {moving && (
        <form
          class="editing"
          onSubmit={(event) => {
            event.preventDefault();
            const url = String(new FormData(event.currentTarget).get('url')).trim();
            setMoving(false);
            void change(() => lectern.updateDevice(id, { name, role, url }));
          }}
        >
          <input class="input" name="url" required aria-label="New address" placeholder="New address, with its password" spellcheck={false} autocomplete="off" />
          <button class="button small primary">Save</button>
        </form>
      )}
    </li>
  );
}
