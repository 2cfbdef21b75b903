/** What the server says, by the names of its OpenAPI description. */

export type Role = 'student' | 'staff' | 'admin';
export type DeviceRole = 'PRESENTER' | 'SLIDES' | 'BOARD' | 'AUDIENCE' | 'MICROPHONE';
export type MediaKind = 'VIDEO' | 'AUDIO';
export type LectureState = 'SCHEDULED' | 'RECORDING' | 'IMPORTING' | 'PROCESSING' | 'READY' | 'FAILED';
export type CaptureState = 'REQUESTED' | 'RECORDING' | 'STOPPING' | 'UPLOADING' | 'COMPLETE' | 'FAILED';
export type TrackState = 'WAITING' | 'RECORDING' | 'GAP' | 'ENDED';
export type PublicationState = 'LIVE' | 'FINISHING' | 'CLOSED';
export type GapReason =
  | 'NOT_CONNECTED'
  | 'DEVICE_LOST'
  | 'RECORDER_DOWN'
  | 'OVERFLOW'
  | 'DISK_ERROR'
  | 'UNSUPPORTED';

export interface Session {
  authenticated: boolean;
  username: string | null;
  displayName: string | null;
  roles: Role[];
}

export interface Course {
  id: string;
  code: string;
  title: string;
  /** What is spoken, BCP 47; null if it is not known. */
  language: string | null;
}

export interface LectureSummary {
  id: string;
  title: string;
  course: Course | null;
  /** Its own, or that of its course; BCP 47. */
  language: string | null;
  room: string | null;
  state: LectureState;
  published: boolean;
  recordedAt: string | null;
  durationSeconds: number | null;
  live: boolean;
  views: string[];
  /** A picture of it. */
  poster: string | null;
  /** The first slides with all words that were searched for. */
  matches: SlideMatch[];
}

/** A slide that was searched for. */
export interface SlideMatch {
  seconds: number;
  excerpt: string;
}

export interface LecturePage {
  total: number;
  items: LectureSummary[];
}

export interface LectureDetail extends Omit<LectureSummary, 'matches'> {
  description: string | null;
  /** What stands beside the video; null while it is recorded. */
  index: LectureIndex | null;
  /** Moments that somebody marked, by position. */
  chapters: Chapter[];
}

export type DescriptionState = 'WAITING' | 'DONE' | 'FAILED';

/** What stands beside the video. */
export interface LectureIndex {
  state: DescriptionState;
  /** Why it could not be made; for editors. */
  problem: string | null;
  storyboards: StoryboardLink[];
  /** JSON as audiowaveform writes it. */
  waveformUrl: string | null;
  /** Whether text was looked for on the slides. */
  textRead: boolean;
  slides: Slide[];
  /** Where nobody speaks; null for who may not edit. */
  silences: Silence[] | null;
}

/** The storyboard of a view: WebVTT. */
export interface StoryboardLink {
  view: string;
  url: string;
}

export interface Slide {
  view: string;
  seconds: number;
  untilSeconds: number;
  imageUrl: string;
  thumbnailUrl: string;
  text: string;
}

export interface Silence {
  startSeconds: number;
  endSeconds: number;
}

/** A marked moment; seconds of what is played. */
export interface Chapter {
  seconds: number;
  label: string;
}

export interface LecturePatch {
  title?: string;
  description?: string;
  courseId?: string | null;
  published?: boolean;
  /** Null gives it that of its course. */
  language?: string | null;
}

export interface GrantView {
  name: string;
  role: string;
  kind: MediaKind;
  /** Multivariant playlist with sound. */
  url: string;
  /** The same view without sound. */
  mutedUrl: string;
  /** The same as a DASH manifest; null while the lecture runs. */
  dashUrl: string | null;
}

export interface Grant {
  expiresAt: string;
  lectureId: string;
  title: string;
  live: boolean;
  durationSeconds: number | null;
  recordedAt: string | null;
  views: GrantView[];
  composite: GrantComposite | null;
}

/** Slides and presenter in one picture, for players that show only one. */
export interface GrantComposite {
  url: string;
  dashUrl: string;
}

export interface Agent {
  id: string;
  name: string;
  online: boolean;
  lastSeenAt: string | null;
}

export interface NewAgent {
  id: string;
  name: string;
  /** Shown once. */
  key: string;
}

export interface Device {
  id: string;
  name: string;
  role: DeviceRole;
  /** The address, with its password masked. */
  address: string;
}

export interface Room {
  id: string;
  name: string;
  site: string | null;
  agent: Agent | null;
  /** Who stands by for it, the best first. */
  standbys: Agent[];
  devices: Device[];
  activeCaptureId: string | null;
  /** Why the recorder does not begin that capture. */
  refusal: string | null;
}

export interface Problem {
  code: string;
  detail: string;
}

export interface Gap {
  startSeconds: number;
  endSeconds: number;
  reason: GapReason;
}

export interface SourceFormat {
  codec: string;
  width: number;
  height: number;
  frameRate?: unknown;
  sampleRate: number;
  channels: number;
}

export interface CaptureTrack {
  /** Null for a device that has not told yet what it delivers. */
  id: string | null;
  deviceId: string;
  name: string;
  role: DeviceRole;
  kind: MediaKind | null;
  state: TrackState;
  format: SourceFormat | null;
  recordedSeconds: number;
  gapSeconds: number;
  gaps: Gap[];
  bitsPerSecond: number;
  framesPerSecond: number;
  problem: Problem | null;
}

export interface Spool {
  freeBytes: number;
  waitingSegments: number;
  waitingBytes: number;
}

export interface Rendition {
  track: string;
  name: string;
  bytes: number;
  segments: number;
}

export interface CapturePublication {
  id: string;
  state: PublicationState;
  version: number;
  chunksPlayable: number;
  chunksTotal: number | null;
  playableSeconds: number;
  durationSeconds: number | null;
  readyAt: string | null;
  secondsFromStopToReady: number | null;
  views: string[];
  /** Until what is queued can be played; null where that cannot be told. */
  etaSeconds: number | null;
  /** How far each rendition is, until all are ready. */
  rungs: Rung[];
  renditions: Rendition[];
}

export interface Rung {
  track: string;
  name: string;
  playableSeconds: number;
  etaSeconds: number | null;
}

export type Urgency = 'LIVE' | 'BACKLOG' | 'IDLE';

/** A process that encodes. */
export interface EncodingWorker {
  name: string;
  threads: number;
  busy: number;
  /** What it encodes cameras by: `x264`, or another with a digest of what it writes. */
  encoder: string;
  /** Why that is not what it was asked for, and what to do. */
  encoderProblem: string | null;
  startedAt: string;
  seenAt: string;
}

/** A lecture of which something is to be encoded. */
export interface OpenLecture {
  lectureId: string;
  title: string;
  urgency: Urgency;
  chunksOpen: number;
  etaSeconds: number | null;
}

/** What is being encoded. */
export interface Encoding {
  pausedAt: string | null;
  pausedBy: string | null;
  chunksWaiting: number;
  chunksEncoding: number;
  etaSeconds: number | null;
  workers: EncodingWorker[];
  lectures: OpenLecture[];
}

/** A recorder that stands by for a capture. */
export interface Standby {
  agentId: string;
  online: boolean;
  recording: boolean;
}

export interface Capture {
  id: string;
  lectureId: string;
  title: string;
  roomId: string | null;
  roomName: string;
  state: CaptureState;
  epoch: string | null;
  requestedAt: string;
  /** When it ends by the clock; null if by hand. */
  plannedUntil: string | null;
  /** Why the recorder would not begin it at first. */
  refusal: string | null;
  stopRequestedAt: string | null;
  stoppedAt: string | null;
  completedAt: string | null;
  agentOnline: boolean;
  standbys: Standby[];
  spool: Spool | null;
  tracks: CaptureTrack[];
  publication: CapturePublication | null;
}

export type AlarmKind =
  | 'NO_SIGNAL' | 'BLACK' | 'FROZEN' | 'SILENT' | 'CLIPPING' | 'CLOCK_OFF' | 'DISK_LOW' | 'AGENT_LOST';

/** Something that is wrong in a room at this moment. */
export interface Alarm {
  id: string;
  roomId: string | null;
  roomName: string | null;
  captureId: string | null;
  deviceId: string | null;
  deviceName: string | null;
  kind: AlarmKind;
  severity: 'WARNING' | 'CRITICAL';
  detail: string;
  raisedAt: string;
  clearedAt: string | null;
  acknowledgedBy: string | null;
}

/** What is heard of a device this second, dB below full scale, for each channel. */
export interface TrackLevels {
  captureId: string;
  deviceId: string;
  kind: MediaKind;
  peakDbfs: number[];
  rmsDbfs: number[];
  driftMillis: number;
}

/** Why a recording is not complete. */
export type IncidentKind =
  | 'NOT_BEGUN' | 'NOTHING_RECORDED' | 'GAPS' | 'CUT_SHORT' | 'NOT_UPLOADED' | 'DAMAGED' | 'NOT_PLAYABLE' | 'NOT_CLOSED';

export interface Incident {
  id: string;
  captureId: string;
  lectureId: string;
  title: string;
  roomName: string;
  track: string | null;
  kind: IncidentKind;
  lostSeconds: number;
  detail: string;
  openedAt: string;
  acknowledgedBy: string | null;
}

/** One track of a capture, in seconds. */
export interface TrackBooks {
  trackId: string;
  name: string;
  kind: MediaKind | null;
  planned: number;
  recorded: number;
  /** What nobody filled. */
  gaps: number;
  /** What a recorder that stands by has, where the room's own has nothing. */
  filled: number;
  filledBy: string[];
  uploaded: number;
  playable: number;
  /** By how much it may stand beside its true place on the timeline. */
  residual: number;
}

export interface CaptureBooks {
  state: 'PENDING' | 'COMPLETE' | 'INCIDENT';
  tracks: TrackBooks[];
  incidents: Incident[];
}

/** A camera that answered a search. */
export interface FoundCamera {
  address: string;
  name: string | null;
  hardware: string | null;
  location: string | null;
}

export interface FoundCameras {
  cameras: FoundCamera[];
}

export interface CameraProfile {
  token: string;
  name: string;
  codec: string | null;
  /** 0 if the camera does not tell. */
  width: number;
  height: number;
  framesPerSecond: number;
  sound: boolean;
  /** Null if the problem says why. */
  streamAddress: string | null;
  problem: Problem | null;
}

export interface CameraDetail {
  manufacturer: string;
  model: string;
  firmware: string;
  /** Its clock minus the recorder's. */
  clockOffsetMillis: number;
  profiles: CameraProfile[];
}

export interface NewCamera {
  roomId: string;
  name: string;
  role: DeviceRole;
  streamAddress: string;
  username?: string;
  password?: string;
}

export type PlannedState = 'PLANNED' | 'RECORDING' | 'RECORDED' | 'MISSED' | 'CANCELLED';

/** One lecture of the schedule. */
export interface PlannedLecture {
  id: string;
  eventId: string;
  lectureId: string;
  roomId: string;
  room: string;
  course: Course | null;
  title: string;
  startsAt: string;
  endsAt: string;
  recordsFrom: string;
  recordsUntil: string;
  zone: string;
  series: boolean;
  moved: boolean;
  state: PlannedState;
}

/** What to plan; times are wall times of the zone, like 2026-10-12T09:15. */
export interface EventBody {
  roomId: string;
  courseId: string | null;
  title: string;
  zone: string | null;
  startsAt: string;
  durationMinutes: number;
  rrule: string | null;
  /** Lectures of the rule that are left out, and those beside it. */
  exdates?: string[];
  rdates?: string[];
  /** Null for the installation's. */
  leadInMinutes: number | null;
  leadOutMinutes: number | null;
}

/** A planned lecture or series as it was planned; wall times of its zone. */
export interface PlannedEvent extends Omit<EventBody, 'courseId'> {
  id: string;
  room: string;
  course: Course | null;
  zone: string;
  exdates: string[];
  rdates: string[];
  ended: boolean;
}

/** What holds where an event does not say. */
export interface ScheduleDefaults {
  zone: string;
  leadInMinutes: number;
  leadOutMinutes: number;
}

export type ImportOutcome = 'CREATED' | 'CHANGED' | 'UNCHANGED' | 'CANCELLED' | 'WRONG';

export interface ImportLine {
  line: number;
  title: string | null;
  outcome: ImportOutcome;
  problem: string | null;
}

/** What an import did or would do. */
export interface ImportReport {
  applied: boolean;
  created: number;
  changed: number;
  unchanged: number;
  cancelled: number;
  wrong: number;
  lines: ImportLine[];
}

/** A marked moment of a capture. */
export interface Mark {
  id: string;
  captureId: string;
  seconds: number;
  label: string;
  createdAt: string;
}

/** Worst first. */
export type RehearsalVerdict = 'FAILS' | 'DOUBTFUL' | 'FINE';

export interface Finding {
  verdict: RehearsalVerdict;
  /** Null if it is the whole room's. */
  device: string | null;
  text: string;
}

/** The newest rehearsal of a room. */
export interface Rehearsal {
  id: string;
  roomId: string;
  roomName: string;
  askedAt: string;
  /** Null while it runs. */
  finishedAt: string | null;
  verdict: RehearsalVerdict | null;
  /** Worst first; those that are FINE are only noted. */
  findings: Finding[];
  /** Why a later one was not made. */
  refusal: string | null;
}

/** When rooms rehearse by themselves; `at` is null for never. */
export interface RehearsalHours {
  at: string | null;
  zone: string;
}

/** Where alarms are told to; `url` is null for nowhere, `told` while nothing was sent. */
export interface Webhook {
  url: string | null;
  told: { at: string; problem: string | null } | null;
}

export type UploadState = 'RECEIVING' | 'WAITING' | 'IMPORTING' | 'DONE' | 'FAILED';

/** A file that becomes a lecture. */
export interface Upload {
  id: string;
  lectureId: string;
  title: string;
  fileName: string;
  role: DeviceRole;
  state: UploadState;
  bytes: number;
  received: number;
  bytesRead: number;
  importedSeconds: number;
  problemCode: string | null;
  problem: string | null;
  notes: string[];
  createdBy: string;
  createdAt: string;
}
