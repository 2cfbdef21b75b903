import type { AlarmKind, CaptureState, GapReason, ImportOutcome, IncidentKind, PlannedState, TrackState } from '../api/types';

const VIEWS: Record<string, string> = {
  presenter: 'Camera',
  slides: 'Slides',
  board: 'Board',
  audience: 'Audience',
  microphone: 'Microphone',
  audio: 'Sound',
};

/** `presenter` → `Camera`, `slides-2` → `Slides 2`; takes roles and view names alike. */
export function viewLabel(name: string): string {
  const [, base = name, number] = /^(.*?)(?:-(\d+))?$/.exec(name.toLowerCase()) ?? [];
  const label = VIEWS[base] ?? base.charAt(0).toUpperCase() + base.slice(1);
  return number ? `${label} ${number}` : label;
}

export const ROLE_LABELS = {
  PRESENTER: 'Presenter camera',
  SLIDES: 'Slides',
  BOARD: 'Board camera',
  AUDIENCE: 'Audience camera',
  MICROPHONE: 'Microphone',
} as const;

export const TRACK_WORDS: Record<TrackState, string> = {
  WAITING: 'Waiting for the device',
  RECORDING: 'Recording',
  GAP: 'No signal',
  ENDED: 'Stopped',
};

export const CAPTURE_WORDS: Record<CaptureState, string> = {
  REQUESTED: 'Starting',
  RECORDING: 'Recording',
  STOPPING: 'Stopping',
  UPLOADING: 'Uploading the rest',
  COMPLETE: 'Recorded',
  FAILED: 'Nothing was recorded',
};

export const GAP_WORDS: Record<GapReason, string> = {
  NOT_CONNECTED: 'not connected yet',
  DEVICE_LOST: 'device lost',
  RECORDER_DOWN: 'recorder was down',
  OVERFLOW: 'disk too slow',
  DISK_ERROR: 'disk error',
  UNSUPPORTED: 'format not supported',
};

export const INCIDENT_WORDS: Record<IncidentKind, string> = {
  NOT_BEGUN: 'Not begun',
  NOTHING_RECORDED: 'Nothing recorded',
  GAPS: 'Parts missing',
  CUT_SHORT: 'Cut short',
  NOT_UPLOADED: 'Not uploaded',
  DAMAGED: 'Damaged',
  NOT_PLAYABLE: 'Not playable',
  NOT_CLOSED: 'Not finished',
};

export const PLANNED_WORDS: Record<PlannedState, string> = {
  PLANNED: 'Planned',
  RECORDING: 'Recording',
  RECORDED: 'Recorded',
  MISSED: 'Not recorded',
  CANCELLED: 'Cancelled',
};

export const IMPORT_WORDS: Record<ImportOutcome, string> = {
  CREATED: 'New',
  CHANGED: 'Changed',
  UNCHANGED: 'As it is',
  CANCELLED: 'Cancelled',
  WRONG: 'Wrong',
};

export const ALARM_WORDS: Record<AlarmKind, string> = {
  NO_SIGNAL: 'No signal', BLACK: 'Black picture', FROZEN: 'Picture stands still', SILENT: 'No sound',
  CLIPPING: 'Too loud', CLOCK_OFF: 'Clock is wrong', DISK_LOW: 'Disk nearly full', AGENT_LOST: 'Recorder lost',
};
