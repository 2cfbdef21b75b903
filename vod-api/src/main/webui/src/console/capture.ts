import type { Capture, CaptureBooks, CapturePublication, CaptureTrack, Device, DeviceRole, Gap, Problem, Room, TrackState } from '../api/types';
import { length } from '../format/time';
import { bytes, count } from '../format/units';

/** What the console shows of a room. Pure. */

/** One device with what it delivers: a camera with sound has two tracks. */
export interface DeviceStatus {
  id: string;
  name: string;
  role: DeviceRole;
  address: string | null;
  tracks: CaptureTrack[];
  /** The worst of its tracks; null while nothing is recorded. */
  state: TrackState | null;
  problem: Problem | null;
}

const WORST: readonly TrackState[] = ['GAP', 'WAITING', 'RECORDING', 'ENDED'];

/** The room's devices with the tracks of the capture; a device that was removed since stays listed. */
export function deviceStatuses(devices: readonly Device[], capture: Capture | null): DeviceStatus[] {
  const tracks = capture?.tracks ?? [];
  const ids = [...new Set([...devices.map(({ id }) => id), ...tracks.map(({ deviceId }) => deviceId)])];
  return ids.map((id) => {
    const device = devices.find((one) => one.id === id);
    const own = tracks.filter((track) => track.deviceId === id).sort(videoFirst);
    return {
      id,
      name: device?.name ?? own[0]?.name ?? '',
      role: device?.role ?? own[0]?.role ?? 'PRESENTER',
      address: device?.address ?? null,
      tracks: own,
      state: WORST.find((state) => own.some((track) => track.state === state)) ?? null,
      problem: own.find((track) => track.problem)?.problem ?? null,
    };
  });
}

function videoFirst(a: CaptureTrack, b: CaptureTrack): number {
  return (b.kind ?? '').localeCompare(a.kind ?? '');
}

/** How long a device may take to answer after Start before that counts as a gap, seconds. */
const START_UP = 2;

/** The gaps of a device that staff should know of: those of its track that misses most. */
export function tellableGaps(tracks: readonly CaptureTrack[]): Gap[] {
  return tracks
    .map(({ gaps }) => gaps.filter((gap) => gap.startSeconds > 0 || gap.endSeconds > START_UP))
    .reduce<Gap[]>((worst, gaps) => (gapSeconds(gaps) > gapSeconds(worst) ? gaps : worst), []);
}

export function gapSeconds(gaps: readonly Gap[]): number {
  return gaps.reduce((sum, gap) => sum + gap.endSeconds - gap.startSeconds, 0);
}

export type RoomPhase = 'idle' | 'starting' | 'recording' | 'stopping' | 'finishing' | 'ready' | 'failed';

/** Where the capture is on its way from Start to a lecture that can be watched. */
export function phaseOf(capture: Capture | null): RoomPhase {
  if (!capture) return 'idle';
  switch (capture.state) {
    case 'REQUESTED':
      return 'starting';
    case 'RECORDING':
      return 'recording';
    case 'STOPPING':
      return 'stopping';
    case 'UPLOADING':
      return 'finishing';
    case 'COMPLETE':
      return capture.publication?.state === 'CLOSED' || capture.publication?.readyAt ? 'ready' : 'finishing';
    case 'FAILED':
      return 'failed';
  }
}

export function canStop(phase: RoomPhase): boolean {
  return phase === 'starting' || phase === 'recording';
}

/** Seconds since the recording began, by the clock of this machine; 0 before. */
export function elapsedSeconds(capture: Capture, now: number): number {
  const from = Date.parse(capture.epoch ?? capture.requestedAt);
  const until = capture.stoppedAt ? Date.parse(capture.stoppedAt) : now;
  return Math.max(0, (until - from) / 1000) || 0;
}

/** Behind by less, a rung is about to follow. */
const LAGS_SECONDS = 30;

/** By how much the best pictures of a running lecture lag behind the others, in seconds; 0 while they keep up. */
export function bestBehind(publication: CapturePublication | null): number {
  const rungs = publication?.rungs ?? [];
  const behind = rungs.map((rung) => {
    const own = rungs.filter((other) => other.track === rung.track).map((other) => other.playableSeconds);
    return Math.max(...own) - rung.playableSeconds;
  });
  const most = Math.max(0, ...behind);
  return most >= LAGS_SECONDS ? most : 0;
}

function left(publication: CapturePublication | null): string {
  const seconds = publication?.etaSeconds ?? 0;
  return seconds >= 1 ? `, about ${length(seconds)} left` : '';
}

export interface Step {
  name: string;
  detail: string;
  state: 'done' | 'now' | 'later';
  /** 0…1, null if it cannot be told. */
  part: number | null;
}

/** What happens after Stop, as a person follows it. */
export function steps(capture: Capture): Step[] {
  const { state, publication, spool } = capture;
  const stopped = state === 'UPLOADING' || state === 'COMPLETE';
  const uploaded = state === 'COMPLETE';
  const ready = phaseOf(capture) === 'ready';
  const waiting = spool?.waitingSegments ?? 0;
  const { chunksPlayable = 0, chunksTotal = null, secondsFromStopToReady = null } = publication ?? {};
  const encodedPart = chunksTotal ? chunksPlayable / chunksTotal : null;
  return [
    { name: 'Stopped', detail: stopped ? '' : 'The recorder writes its last seconds', state: stopped ? 'done' : 'now', part: null },
    {
      name: 'Uploaded',
      detail: uploaded || !stopped ? '' : waiting > 0 ? `${count(waiting, 'segment')} (${bytes(spool?.waitingBytes ?? 0)}) left` : 'The last segments',
      state: uploaded ? 'done' : stopped ? 'now' : 'later',
      part: null,
    },
    {
      name: 'Encoded',
      detail: ready ? '' : chunksTotal ? `${chunksPlayable} of ${chunksTotal} parts${left(publication)}` : publication ? `${count(chunksPlayable, 'part')} so far` : '',
      state: ready ? 'done' : publication && stopped ? 'now' : 'later',
      part: ready ? null : encodedPart,
    },
    {
      name: 'Ready to watch',
      detail: ready && secondsFromStopToReady !== null ? `${length(secondsFromStopToReady)} after Stop` : '',
      state: ready ? 'done' : 'later',
      part: null,
    },
  ];
}

export type AgentState = 'none' | 'away' | 'online';

export function agentState(room: Room): AgentState {
  if (!room.agent) return 'none';
  return room.agent.online ? 'online' : 'away';
}

/** Why the room cannot start now; null if it can. */
export function startObstacle(room: Room): string | null {
  if (!room.agent) return 'No recorder serves this room yet. An administrator can assign one.';
  if (!room.agent.online && !room.standbys.some((standby) => standby.online)) {
    return 'The recorder of this room does not answer, so it cannot be started from here.';
  }
  if (room.devices.length === 0) return 'This room has no devices yet. An administrator can add them.';
  return null;
}

/** A standby is told at the same moment, and its devices take a while to answer. */
const STANDBY_BEGINS_MS = 15_000;

/** What staff should know of those that stand by while a room is recorded; null if all is as it should be. */
export function standbyNews(room: Room, capture: Capture, now: number): { kind: 'info' | 'warn'; text: string } | null {
  const name = (id: string) => room.standbys.find((agent) => agent.id === id)?.name ?? 'The standby';
  const recording = capture.standbys.filter((standby) => standby.recording);
  if (!capture.agentOnline && recording.length > 0) {
    const names = recording.map((standby) => name(standby.agentId)).join(', ');
    return { kind: 'info', text: `${names} records meanwhile. What is missing is taken from there.` };
  }
  const begun = capture.epoch !== null && now - Date.parse(capture.epoch) > STANDBY_BEGINS_MS;
  const idle = capture.standbys.find((standby) => !standby.recording);
  if (begun && capture.agentOnline && capture.state === 'RECORDING' && idle) {
    const why = idle.online ? 'does not record' : 'is out of reach';
    return { kind: 'warn', text: `${name(idle.agentId)}, which stands by, ${why}. The recording itself goes on.` };
  }
  return null;
}

/** How much of a recording a recorder had that stands by; null if nothing to speak of: a moment at the beginning is no news. */
export function filledBy(books: CaptureBooks): string | null {
  const most = Math.max(0, ...books.tracks.map((track) => track.filled));
  const names = [...new Set(books.tracks.flatMap((track) => track.filledBy))];
  return most < 0.5 ? null : `${length(most)} of it from ${names.join(', ')}, which stood by`;
}
