import { type Call, Client, query } from './client';
import { ApiProblem, problemOf } from './problem';
import type * as t from './types';

/** The server's limit for a page of a list. */
const MOST_AT_ONCE = 100;

/** A recorder asks cameras for this long at most, some seconds more for the way. */
const CAMERA_TIME_MS = 45_000;

/** The server waits ten seconds for the webhook's answer. */
const WEBHOOK_TIME_MS = 20_000;

/** Every call that the pages make, one line each. */
export class Lectern {
  constructor(readonly client: Client = new Client()) {}

  session = () => this.get<t.Session>('/api/session');

  async signIn(username: string, password: string): Promise<void> {
    const response = await this.client.form('/api/session/login', { j_username: username, j_password: password });
    if (response.status === 401) {
      throw new ApiProblem(401, 'WRONG_PASSWORD', 'That user name and password do not fit together.');
    }
    if (!response.ok) throw await problemOf(response);
  }

  signOut = () => this.client.run('/api/session/logout', { method: 'POST' });

  /** The first `count` lectures; the server gives at most a hundred at a time. */
  async lectures(filter: { q?: string; courseId?: string }, count: number, signal?: AbortSignal): Promise<t.LecturePage> {
    const items: t.LectureSummary[] = [];
    for (;;) {
      const limit = Math.min(count - items.length, MOST_AT_ONCE);
      const page = await this.get<t.LecturePage>(`/api/lectures${query({ ...filter, limit, offset: items.length })}`, signal);
      items.push(...page.items);
      if (page.items.length < limit || items.length >= count) return { total: page.total, items };
    }
  }

  lecture = (id: string, signal?: AbortSignal) => this.get<t.LectureDetail>(`/api/lectures/${id}`, signal);
  patchLecture = (id: string, patch: t.LecturePatch) =>
    this.send<t.LectureDetail>('PATCH', `/api/lectures/${id}`, patch);
  describeAgain = (id: string) => this.send<t.LectureDetail>('POST', `/api/lectures/${id}/index`);
  grant = (lectureId: string) => this.send<t.Grant>('POST', `/api/lectures/${lectureId}/grants`);

  courses = () => this.get<t.Course[]>('/api/courses');
  createCourse = (course: Omit<t.Course, 'id'>) => this.send<t.Course>('POST', '/api/courses', course);
  updateCourse = (id: string, course: Omit<t.Course, 'id'>) => this.send<t.Course>('PUT', `/api/courses/${id}`, course);
  deleteCourse = (id: string) => this.remove(`/api/courses/${id}`);

  encoding = (signal?: AbortSignal) => this.get<t.Encoding>('/api/encoding', signal);
  pauseEncoding = () => this.send<t.Encoding>('POST', '/api/encoding/pause');
  resumeEncoding = () => this.send<t.Encoding>('POST', '/api/encoding/resume');

  rooms = (signal?: AbortSignal) => this.get<t.Room[]>('/api/rooms', signal);
  room = (id: string, signal?: AbortSignal) => this.get<t.Room>(`/api/rooms/${id}`, signal);
  createRoom = (room: { name: string; site?: string }) => this.send<t.Room>('POST', '/api/rooms', room);
  updateRoom = (id: string, room: { name: string; site?: string }) =>
    this.send<t.Room>('PUT', `/api/rooms/${id}`, room);
  deleteRoom = (id: string) => this.remove(`/api/rooms/${id}`);
  setRoomAgent = (roomId: string, agentId: string | null) =>
    this.client.run(`/api/rooms/${roomId}/agent`, { method: 'PUT', body: { agentId } });
  setRoomStandbys = (roomId: string, agentIds: string[]) =>
    this.client.run(`/api/rooms/${roomId}/standbys`, { method: 'PUT', body: { agentIds } });
  createDevice = (roomId: string, device: { name: string; role: t.DeviceRole; url: string }) =>
    this.send<t.Device>('POST', `/api/rooms/${roomId}/devices`, device);
  updateDevice = (id: string, device: { name: string; role: t.DeviceRole; url?: string }) =>
    this.send<t.Device>('PUT', `/api/devices/${id}`, device);
  deleteDevice = (id: string) => this.remove(`/api/devices/${id}`);

  agents = () => this.get<t.Agent[]>('/api/agents');
  createAgent = (name: string) => this.send<t.NewAgent>('POST', '/api/agents', { name });
  deleteAgent = (id: string) => this.remove(`/api/agents/${id}`);

  findCameras = (agentId: string, address?: string) =>
    this.send<t.FoundCameras>('POST', '/api/cameras/search', { agentId, ...(address ? { address } : {}) }, CAMERA_TIME_MS);
  cameraProfiles = (camera: { agentId: string; address: string; username?: string; password?: string }) =>
    this.send<t.CameraDetail>('POST', '/api/cameras/profiles', camera, CAMERA_TIME_MS);
  addCamera = (camera: t.NewCamera) => this.send<t.Device>('POST', '/api/cameras', camera);

  rehearsals = () => this.get<t.Rehearsal[]>('/api/rehearsals');
  rehearsalHours = () => this.get<t.RehearsalHours>('/api/rehearsals/hours');
  rehearse = (roomId: string) => this.send<t.Rehearsal[]>('POST', '/api/rehearsals', { roomId });

  capture = (id: string, signal?: AbortSignal) => this.get<t.Capture>(`/api/captures/${id}`, signal);
  startCapture = (start: { roomId: string; title?: string; courseId?: string }) =>
    this.send<t.Capture>('POST', '/api/captures', start);
  stopCapture = (id: string) => this.send<t.Capture>('POST', `/api/captures/${id}/stop`);

  books = (captureId: string) => this.get<t.CaptureBooks>(`/api/captures/${captureId}/books`);
  extendCapture = (id: string, minutes: number) =>
    this.send<t.Capture>('POST', `/api/captures/${id}/extend`, { minutes });
  markCapture = (id: string, label: string) => this.send<t.Mark>('POST', `/api/captures/${id}/marks`, { label });

  planned = (roomId: string, from: string, until: string, signal?: AbortSignal) =>
    this.get<t.PlannedLecture[]>(`/api/schedule/lectures${query({ roomId, from, until })}`, signal);
  planEvent = (event: t.EventBody) => this.client.run('/api/schedule/events', { method: 'POST', body: event });
  scheduleDefaults = () => this.get<t.ScheduleDefaults>('/api/schedule/defaults');
  event = (id: string) => this.get<t.PlannedEvent>(`/api/schedule/events/${id}`);
  changeEvent = (id: string, event: t.EventBody) => this.client.run(`/api/schedule/events/${id}`, { method: 'PUT', body: event });
  changeFollowing = (lectureId: string, event: t.EventBody) =>
    this.client.run(`/api/schedule/lectures/${lectureId}/following`, { method: 'PUT', body: event });
  movePlanned = (id: string, to: { startsAt: string; endsAt: string; title: string }) =>
    this.send<t.PlannedLecture>('PUT', `/api/schedule/lectures/${id}`, to);
  cancelFollowing = (lectureId: string) => this.remove(`/api/schedule/lectures/${lectureId}/following`);
  cancelEvent = (id: string) => this.remove(`/api/schedule/events/${id}`);
  cancelPlanned = (id: string) => this.send<t.PlannedLecture>('POST', `/api/schedule/lectures/${id}/cancel`);
  restorePlanned = (id: string) => this.send<t.PlannedLecture>('POST', `/api/schedule/lectures/${id}/restore`);
  importTerm = (type: 'text/csv' | 'text/calendar', content: string, dryRun: boolean) =>
    this.client.json<t.ImportReport>(`/api/schedule/import${query({ dryRun })}`, {
      method: 'POST', text: { type, content }, timeoutMs: 60_000,
    });

  incidents = (signal?: AbortSignal) => this.get<t.Incident[]>('/api/incidents', signal);
  acknowledge = (incidentId: string) => this.send<t.Incident>('POST', `/api/incidents/${incidentId}/acknowledge`);

  alarms = (signal?: AbortSignal) => this.get<t.Alarm[]>('/api/alarms', signal);
  acknowledgeAlarm = (alarmId: string) => this.send<t.Alarm>('POST', `/api/alarms/${alarmId}/acknowledge`);
  levels = (roomId: string, signal?: AbortSignal) => this.get<t.TrackLevels[]>(`/api/rooms/${roomId}/levels`, signal);

  webhook = () => this.get<t.Webhook>('/api/webhook');
  setWebhook = (url: string, secret: string | null) =>
    this.send<t.Webhook>('PUT', '/api/webhook', { url, ...(secret ? { secret } : {}) });
  testWebhook = () => this.send<t.Webhook>('POST', '/api/webhook/test', undefined, WEBHOOK_TIME_MS);
  removeWebhook = () => this.remove('/api/webhook');

  uploads = (signal?: AbortSignal) => this.get<t.Upload[]>('/api/uploads', signal);
  retryUpload = (id: string) => this.send<t.Upload>('POST', `/api/uploads/${id}/retry`);
  removeUpload = (id: string) => this.remove(`/api/uploads/${id}`);

  private get<T>(path: string, signal?: AbortSignal): Promise<T> {
    return this.client.json<T>(path, signal ? { signal } : {});
  }

  private send<T>(method: NonNullable<Call['method']>, path: string, body?: unknown, timeoutMs?: number): Promise<T> {
    return this.client.json<T>(path, {
      method,
      ...(body === undefined ? {} : { body }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
    });
  }

  private remove(path: string): Promise<void> {
    return this.client.run(path, { method: 'DELETE' });
  }
}

export const lectern = new Lectern();
