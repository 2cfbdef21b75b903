import { useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Agent, CameraDetail, CameraProfile, DeviceRole, FoundCamera, Room } from '../api/types';
import { ROLE_LABELS } from '../format/words';
import { attempt, Banner, Loading } from '../ui/feedback';
import { Icon } from '../ui/icons';
import { bestFirst, cameraTitle, clockWarning, describeProfile, hostOf } from './cameras';

interface Login {
  username?: string;
  password?: string;
}

const fieldsOf = (form: HTMLFormElement): Record<string, string> =>
  Object.fromEntries([...new FormData(form)].map(([key, value]) => [key, String(value)]));

/** Looks for cameras where they are, on a recorder's network, and adds their streams to rooms. */
export function FindCameras({ rooms, agents, reload }: { rooms: Room[]; agents: Agent[]; reload: () => Promise<void> }) {
  const [open, setOpen] = useState(false);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [found, setFound] = useState<{ agentId: string; cameras: FoundCamera[] } | null>(null);
  if (!open) {
    return (
      <p class="add">
        <button type="button" class="button" onClick={() => setOpen(true)}><Icon name="search" size={20} /> Find cameras</button>
      </p>
    );
  }
  const search = async ({ agentId = '', address = '' }: Record<string, string>) => {
    setBusy(true);
    setFound(null);
    setProblem(
      await attempt(async () => setFound({ agentId, cameras: (await lectern.findCameras(agentId, address.trim())).cameras })),
    );
    setBusy(false);
  };
  return (
    <div class="card small-form form">
      <h2>Find cameras</h2>
      <form
        class="form"
        onSubmit={(event) => {
          event.preventDefault();
          void search(fieldsOf(event.currentTarget));
        }}
      >
        <div class="form-row">
          <label class="field">
            <span>Where</span>
            <select name="agentId" required>
              {agents.map((agent) => <option key={agent.id} value={agent.id}>On the network of {agent.name}{agent.online ? '' : ' (away)'}</option>)}
            </select>
          </label>
          <label class="field">
            <span>Only at this address (optional)</span>
            <input name="address" maxLength={300} placeholder="10.0.0.20" spellcheck={false} autocomplete="off" />
            <small>For a camera in another network than the recorder's.</small>
          </label>
        </div>
        <div class="actions">
          <button type="button" class="button" onClick={() => setOpen(false)}>Close</button>
          <button class="button primary" disabled={busy || agents.length === 0}>Search</button>
        </div>
      </form>
      {agents.length === 0 && <p class="soft">Add a recorder first: cameras are looked for on its network.</p>}
      {busy && <Loading label="Searching, some seconds" />}
      {problem && <p class="field-problem" role="alert">{problem}</p>}
      {found && found.cameras.length === 0 && (
        <p role="status">No camera answered. Is ONVIF switched on in its settings? If it is in another network, give its address.</p>
      )}
      {found && found.cameras.length > 0 && (
        <ul class="rows">
          {found.cameras.map((camera) => (
            <Camera key={camera.address} camera={camera} agentId={found.agentId} rooms={rooms} reload={reload} />
          ))}
        </ul>
      )}
    </div>
  );
}

function Camera({ camera, agentId, rooms, reload }: {
  camera: FoundCamera;
  agentId: string;
  rooms: Room[];
  reload: () => Promise<void>;
}) {
  const [login, setLogin] = useState<Login>({});
  const [detail, setDetail] = useState<CameraDetail | null>(null);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const ask = async ({ username = '', password = '' }: Record<string, string>) => {
    const user = username ? { username, password } : {};
    setBusy(true);
    setProblem(
      await attempt(async () => {
        setDetail(await lectern.cameraProfiles({ agentId, address: camera.address, ...user }));
        setLogin(user);
      }),
    );
    setBusy(false);
  };
  const warning = detail && clockWarning(detail);
  return (
    <li class="card room-box">
      <strong>{cameraTitle(camera)}</strong>
      <p class="soft">{[camera.hardware, camera.location, hostOf(camera.address)].filter(Boolean).join(' · ')}</p>
      <form
        class="editing"
        onSubmit={(event) => {
          event.preventDefault();
          void ask(fieldsOf(event.currentTarget));
        }}
      >
        <input class="input" name="username" aria-label="User name of the camera" placeholder="User name" autocomplete="off" spellcheck={false} />
        <input class="input" name="password" type="password" aria-label="Password of the camera" placeholder="Password" autocomplete="new-password" />
        <button class="button small" disabled={busy}>{busy ? 'Asking…' : 'Show streams'}</button>
        {problem && <p class="field-problem" role="alert">{problem}</p>}
      </form>
      {warning && <Banner kind="warn">{warning}</Banner>}
      {detail && detail.profiles.length === 0 && <p role="status">This camera offers no streams. Set one up in its own settings.</p>}
      {detail && bestFirst(detail.profiles).map((profile) => (
        <Stream key={profile.token} profile={profile} login={login} title={cameraTitle(camera)} rooms={rooms} agentId={agentId} reload={reload} />
      ))}
    </li>
  );
}

function Stream({ profile, login, title, rooms, agentId, reload }: {
  profile: CameraProfile;
  login: Login;
  title: string;
  rooms: Room[];
  agentId: string;
  reload: () => Promise<void>;
}) {
  const [added, setAdded] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const { streamAddress } = profile;
  const add = async ({ roomId = '', name = '', role = 'PRESENTER' }: Record<string, string>) => {
    if (!streamAddress) return;
    const failed = await attempt(() =>
      lectern.addCamera({ roomId, name: name.trim(), role: role as DeviceRole, streamAddress, ...login }).then(reload),
    );
    setProblem(failed);
    if (failed === null) setAdded(rooms.find((room) => room.id === roomId)?.name ?? 'the room');
  };
  const nearest = rooms.find((room) => room.agent?.id === agentId)?.id;
  return (
    <div class="device-row">
      <div class="row-main">
        <strong>{profile.name}</strong>
        <p class="soft">{describeProfile(profile)}</p>
        {profile.problem && <p class="field-problem">{profile.problem.detail}</p>}
      </div>
      {added ? (
        <span class="badge good" role="status">Added to {added}</span>
      ) : streamAddress && (
        <form
          class="editing"
          onSubmit={(event) => {
            event.preventDefault();
            void add(fieldsOf(event.currentTarget));
          }}
        >
          <input class="input" name="name" required maxLength={100} aria-label="Name of the device" defaultValue={title} />
          <select class="input role" name="role" aria-label="What it shows">
            {Object.entries(ROLE_LABELS).map(([role, label]) => <option key={role} value={role}>{label}</option>)}
          </select>
          <select class="input role" name="roomId" aria-label="Room">
            {rooms.map((room) => <option key={room.id} value={room.id} selected={room.id === nearest}>{room.name}</option>)}
          </select>
          <button class="button small primary">Add</button>
          {problem && <p class="field-problem" role="alert">{problem}</p>}
        </form>
      )}
    </div>
  );
}
