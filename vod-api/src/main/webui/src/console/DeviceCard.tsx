import type { Alarm, CaptureTrack, Gap, TrackLevels } from '../api/types';
import { clock, length } from '../format/time';
import { bitRate, count } from '../format/units';
import { GAP_WORDS, ROLE_LABELS, TRACK_WORDS } from '../format/words';
import { Icon, type IconName } from '../ui/icons';
import { AlarmList, Meters, Still } from './Alarms';
import { gapSeconds, tellableGaps, type DeviceStatus } from './capture';

const ROLE_ICONS: Record<DeviceStatus['role'], IconName> = {
  PRESENTER: 'camera', AUDIENCE: 'camera', BOARD: 'camera', SLIDES: 'slides', MICROPHONE: 'microphone',
};

const BADGES = { WAITING: 'warn', RECORDING: 'good', GAP: 'bad', ENDED: '' } as const;

/** One device, as it is this second. */
export function DeviceCard({ device, alarms, levels }: { device: DeviceStatus; alarms: Alarm[]; levels: TrackLevels | null }) {
  const { state, problem, tracks } = device;
  // A device that has not told yet what it delivers has no figures.
  const known = tracks.filter((track) => track.kind !== null);
  const gaps = tellableGaps(known);
  return (
    <article class={`card device ${state === 'GAP' ? 'is-gap' : ''}`} data-device={device.id} data-state={state ?? 'IDLE'}>
      <div class="device-head">
        <span class="device-icon"><Icon name={ROLE_ICONS[device.role]} /></span>
        <div class="device-name">
          <h3>{device.name}</h3>
          <p class="soft">{ROLE_LABELS[device.role]}</p>
        </div>
        {state ? <span class={`badge ${BADGES[state]}`}>{TRACK_WORDS[state]}</span> : <span class="badge">Not recording</span>}
      </div>
      {state && state !== 'ENDED' && <Still deviceId={device.id} name={device.name} everyMs={1000} />}
      {levels && <Meters levels={levels} />}
      <AlarmList alarms={alarms} />
      {problem && <p class="device-problem" role="alert">{problem.detail}</p>}
      {known.map((track) => <TrackLine key={track.id} track={track} />)}
      {gaps.length > 0 && <Gaps gaps={gaps} />}
      {known.length === 0 && device.address && <p class="device-address soft">{device.address}</p>}
    </article>
  );
}

function TrackLine({ track }: { track: CaptureTrack }) {
  const running = track.state === 'RECORDING';
  return (
    <div class="track">
      <span class="track-kind">{track.kind === 'AUDIO' ? 'Sound' : track.kind === 'VIDEO' ? 'Picture' : 'Device'}</span>
      <span class="soft">{formatOf(track)}</span>
      <span class="track-figures">
        {running && <span>{bitRate(track.bitsPerSecond)}</span>}
        {running && track.kind === 'VIDEO' && <span>{track.framesPerSecond.toFixed(track.framesPerSecond < 10 ? 1 : 0)} fps</span>}
        <span title="Recorded">{clock(track.recordedSeconds)}</span>
      </span>
    </div>
  );
}

function Gaps({ gaps }: { gaps: Gap[] }) {
  return (
    <details class="gaps">
      <summary>{count(gaps.length, 'gap')}, {length(gapSeconds(gaps))} in all</summary>
      <ul>
        {gaps.slice(-20).map((gap) => (
          <li key={gap.startSeconds}>
            at {clock(gap.startSeconds)}: {length(gap.endSeconds - gap.startSeconds)}, {GAP_WORDS[gap.reason] ?? gap.reason}
          </li>
        ))}
      </ul>
    </details>
  );
}

function formatOf({ format }: CaptureTrack): string {
  if (!format) return '';
  const codec = { H264: 'H.264', H265: 'H.265' }[format.codec] ?? format.codec;
  if (format.width > 0) return `${codec} ${format.width}×${format.height}`;
  return `${codec} ${format.sampleRate / 1000} kHz ${format.channels === 1 ? 'mono' : format.channels === 2 ? 'stereo' : `${format.channels} ch`}`;
}
