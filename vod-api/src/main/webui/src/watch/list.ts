import type { LectureSummary } from '../api/types';

/** What the list of lectures asks for and shows. Pure; the address bar keeps it. */
export interface ListQuery {
  q: string;
  courseId: string;
  limit: number;
}

export const PAGE = 24;

export function queryOf(search: string): ListQuery {
  const fields = new URLSearchParams(search);
  const limit = Number(fields.get('limit'));
  return {
    q: fields.get('q') ?? '',
    courseId: fields.get('course') ?? '',
    limit: Number.isInteger(limit) && limit > 0 ? Math.min(limit, 480) : PAGE,
  };
}

export function searchOf({ q, courseId, limit }: ListQuery): string {
  const fields = new URLSearchParams();
  if (q.trim()) fields.set('q', q.trim());
  if (courseId) fields.set('course', courseId);
  if (limit !== PAGE) fields.set('limit', String(limit));
  const text = fields.toString();
  return text ? `?${text}` : '';
}

/** Where a lecture is to begin, and what was searched for, from its address: `?t=62.5&q=heat`. */
export function startOf(search: string): { seconds: number | null; words: string } {
  const fields = new URLSearchParams(search);
  const seconds = Number(fields.get('t') ?? NaN);
  return { seconds: Number.isFinite(seconds) && seconds >= 0 ? seconds : null, words: fields.get('q') ?? '' };
}

/** The address of a moment of a lecture. */
export function momentOf(lectureId: string, seconds: number, words = ''): string {
  const fields = new URLSearchParams({ t: String(Math.round(seconds * 10) / 10) });
  if (words.trim()) fields.set('q', words.trim());
  return `/watch/${lectureId}?${fields}`;
}

export type CardState = 'live' | 'recording' | 'processing' | 'ready' | 'failed' | 'scheduled';

/** What a card says of its lecture. Live means: can be watched while it is recorded. */
export function cardState(lecture: Pick<LectureSummary, 'state' | 'live' | 'views'>): CardState {
  switch (lecture.state) {
    case 'RECORDING':
      return lecture.views.length > 0 ? 'live' : 'recording';
    case 'IMPORTING':
    case 'PROCESSING':
      return 'processing';
    case 'READY':
      return 'ready';
    case 'FAILED':
      return 'failed';
    case 'SCHEDULED':
      return 'scheduled';
  }
}

/** Whether there is something to play. */
export function watchable(lecture: Pick<LectureSummary, 'state' | 'views'>): boolean {
  return lecture.views.length > 0 && lecture.state !== 'SCHEDULED' && lecture.state !== 'FAILED';
}

/** Lectures under the headings of the list: what runs comes first. */
export function sections(lectures: readonly LectureSummary[]): { now: LectureSummary[]; past: LectureSummary[] } {
  const now = lectures.filter((one) => one.state === 'RECORDING');
  return { now, past: lectures.filter((one) => one.state !== 'RECORDING') };
}

/** How soon to look again: soon while something changes, else hardly ever. */
export function refreshMs(lectures: readonly LectureSummary[]): number {
  return lectures.some((one) => one.state === 'RECORDING' || one.state === 'PROCESSING' || one.state === 'IMPORTING') ? 5000 : 30_000;
}

/** Hues that stay calm as dark grounds. */
const HUES = [190, 214, 240, 268, 296, 336, 158, 176, 226, 352] as const;

/** A hue for a card that is the same each time, from its course or title. */
export function hueOf(text: string): number {
  let hash = 2166136261;
  for (const letter of text) hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 16777619) >>> 0;
  return HUES[((hash ^ (hash >>> 15)) >>> 0) % HUES.length] ?? HUES[0];
}
