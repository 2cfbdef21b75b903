import type { components } from './openapi';
import type * as t from './types';

/**
 * Holds `types.ts` to the server's OpenAPI description: the compiler refuses a field that the server
 * does not have, or an enum whose names differ. `types.ts` is still written by hand because the
 * description does not tell which fields of an answer may be null; it is `npm run types` that brings
 * `openapi.ts` up to date. Types only: nothing of this reaches the browser.
 */
type Server = components['schemas'];

type Item<T> = NonNullable<T> extends (infer One)[] ? One : never;
type Part<T, K extends keyof T> = NonNullable<T[K]>;
type Capture = Server['CaptureView'];
type Track = Item<Capture['tracks']>;

/** Fields of ours that the server does not have. */
type Unknown<Ours, Theirs> = Exclude<keyof Ours, keyof NonNullable<Theirs>>;
/** Names that only one of two enums has. */
type Differs<A, B> = Exclude<A, B> | Exclude<B, A>;
type None<T extends never> = T;

export type FieldsThatTheServerDoesNotHave =
  | None<Unknown<t.Session, Server['Session']>>
  | None<Unknown<t.Course, Server['CourseInfo']>>
  | None<Unknown<t.LecturePage, Server['LecturePage']>>
  | None<Unknown<t.LectureSummary, Server['Summary']>>
  | None<Unknown<t.LectureDetail, Server['Detail']>>
  | None<Unknown<t.SlideMatch, Server['SlideMatch']>>
  | None<Unknown<t.LectureIndex, Server['LectureIndex']>>
  | None<Unknown<t.StoryboardLink, Item<Server['LectureIndex']['storyboards']>>>
  | None<Unknown<t.Slide, Item<Server['LectureIndex']['slides']>>>
  | None<Unknown<t.Silence, Item<Server['LectureIndex']['silences']>>>
  | None<Unknown<t.LecturePatch, Server['LecturePatch']>>
  | None<Unknown<t.Grant, Server['Grant']>>
  | None<Unknown<t.GrantView, Server['GrantedView']>>
  | None<Unknown<t.Room, Server['Room']>>
  | None<Unknown<t.Device, Item<Server['Room']['devices']>>>
  | None<Unknown<t.Agent, Part<Server['Room'], 'agent'>>>
  | None<Unknown<t.NewAgent, Server['NewAgent']>>
  | None<Unknown<t.Capture, Capture>>
  | None<Unknown<t.Standby, Item<Capture['standbys']>>>
  | None<Unknown<t.Spool, Capture['spool']>>
  | None<Unknown<t.CaptureTrack, Track>>
  | None<Unknown<t.Gap, Item<Track['gaps']>>>
  | None<Unknown<t.SourceFormat, Track['format']>>
  | None<Unknown<t.Problem, Track['problem']>>
  | None<Unknown<t.CapturePublication, Capture['publication']>>
  | None<Unknown<t.Incident, Server['Incident']>>
  | None<Unknown<t.Alarm, Server['AlarmInfo']>>
  | None<Unknown<t.TrackLevels, Server['TrackLevels']>>
  | None<Unknown<t.CaptureBooks, Server['CaptureBooks']>>
  | None<Unknown<t.TrackBooks, Item<Server['CaptureBooks']['tracks']>>>
  | None<Unknown<t.FoundCameras, Server['FoundCameras']>>
  | None<Unknown<t.FoundCamera, Server['FoundCamera']>>
  | None<Unknown<t.CameraDetail, Server['CameraDetail']>>
  | None<Unknown<t.CameraProfile, Item<Server['CameraDetail']['profiles']>>>
  | None<Unknown<t.NewCamera, Server['CameraBody']>>
  | None<Unknown<t.PlannedLecture, Server['PlannedLecture']>>
  | None<Unknown<t.EventBody, Server['EventBody']>>
  | None<Unknown<t.PlannedEvent, Server['PlannedEvent']>>
  | None<Unknown<t.ScheduleDefaults, Server['Defaults']>>
  | None<Unknown<t.Chapter, Server['Chapter']>>
  | None<Unknown<t.ImportReport, Server['ImportReport']>>
  | None<Unknown<t.ImportLine, Item<Server['ImportReport']['lines']>>>
  | None<Unknown<t.Mark, Server['Mark']>>
  | None<Unknown<t.Rehearsal, Server['Rehearsal']>>
  | None<Unknown<t.Finding, Server['Finding']>>
  | None<Unknown<t.RehearsalHours, Server['Hours']>>
  | None<Unknown<t.Upload, Server['UploadInfo']>>
  | None<Unknown<t.Webhook, Server['WebhookView']>>
  | None<Unknown<t.Encoding, Server['EncodingState']>>
  | None<Unknown<t.EncodingWorker, Server['WorkerInfo']>>
  | None<Unknown<t.OpenLecture, Server['OpenLecture']>>
  | None<Unknown<t.Rung, Item<Part<Capture, 'publication'>['rungs']>>>
  | None<Unknown<t.Rendition, Item<Part<Capture, 'publication'>['renditions']>>>;

export type NamesThatDiffer =
  | None<Differs<t.DeviceRole, Server['DeviceRole']>>
  | None<Differs<t.MediaKind, Server['MediaKind']>>
  | None<Differs<t.LectureState, Server['LectureState']>>
  | None<Differs<t.UploadState, Server['UploadState']>>
  | None<Differs<t.CaptureState, Server['CaptureState']>>
  | None<Differs<t.TrackState, Server['TrackState']>>
  | None<Differs<t.PublicationState, Server['PublicationState']>>
  | None<Differs<t.AlarmKind, Server['AlarmKind']>>
  | None<Differs<t.IncidentKind, Server['IncidentKind']>>
  | None<Differs<t.PlannedState, Part<Server['PlannedLecture'], 'state'>>>
  | None<Differs<t.ImportOutcome, Part<Item<Server['ImportReport']['lines']>, 'outcome'>>>
  | None<Differs<t.RehearsalVerdict, Server['RehearsalVerdict']>>
  | None<Differs<t.Urgency, Server['Urgency']>>
  | None<Differs<t.DescriptionState, Server['DescriptionState']>>
  | None<Differs<t.GapReason, Server['GapReason']>>;
