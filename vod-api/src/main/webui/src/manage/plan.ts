import type { EventBody, ImportReport, PlannedEvent, PlannedLecture } from '../api/types';

/** What the schedule page knows. Pure. */

export interface Week {
  /** Monday, 0:00 of this machine's zone. */
  from: Date;
  until: Date;
}

/** The week of a day, from Monday; `offset` weeks later. */
export function weekOf(day: Date, offset = 0): Week {
  const monday = day.getDate() - ((day.getDay() + 6) % 7) + 7 * offset;
  // Dates, not hours: a week in which the clocks change is not 168 hours long.
  return {
    from: new Date(day.getFullYear(), day.getMonth(), monday),
    until: new Date(day.getFullYear(), day.getMonth(), monday + 7),
  };
}

/** The lectures by the day on which they begin. */
export function byDay(lectures: readonly PlannedLecture[]): [string, PlannedLecture[]][] {
  const days = new Map<string, PlannedLecture[]>();
  for (const lecture of lectures) {
    const day = new Date(lecture.startsAt).toDateString();
    days.set(day, [...(days.get(day) ?? []), lecture]);
  }
  return [...days];
}

export const REPEATS = {
  once: { label: 'Once', rule: null },
  weekly: { label: 'Every week', rule: 'FREQ=WEEKLY' },
  fortnightly: { label: 'Every two weeks', rule: 'FREQ=WEEKLY;INTERVAL=2' },
  daily: { label: 'Every day', rule: 'FREQ=DAILY' },
} as const;

/** The recurrence rule (RFC 5545) of a choice, with its last day. */
export function ruleOf(repeat: string, until: string): string | null {
  const rule = REPEATS[repeat as keyof typeof REPEATS]?.rule ?? null;
  return rule && until ? `${rule};UNTIL=${until.replaceAll('-', '')}T235959` : rule;
}

/** Minutes from one time of day to another, `09:15` to `10:45`; past midnight if it is earlier. */
export function minutesBetween(start: string, end: string): number {
  const [from, to] = [start, end].map((time) => {
    const [h = 0, m = 0] = time.split(':').map(Number);
    return h * 60 + m;
  }) as [number, number];
  return to > from ? to - from : to - from + 24 * 60;
}

/** The choice that a rule is, and its last day; `other` for rules that the form does not offer. */
export function repeatOf(rrule: string | null): { repeat: keyof typeof REPEATS | 'other'; until: string } {
  if (!rrule) return { repeat: 'once', until: '' };
  const until = /;UNTIL=(\d{4})(\d{2})(\d{2})/.exec(rrule);
  const bare = rrule.replace(/;UNTIL=[^;]*/, '');
  const known = (Object.keys(REPEATS) as (keyof typeof REPEATS)[]).find((id) => REPEATS[id].rule === bare);
  return { repeat: known ?? 'other', until: until ? `${until[1]}-${until[2]}-${until[3]}` : '' };
}

/** Day and time of day of a moment in a zone. */
export function wallTime(iso: string, zone: string): { date: string; time: string } {
  // Swedish writes dates as ISO 8601 does.
  const [date = '', time = ''] = new Date(iso).toLocaleString('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' }).split(' ');
  return { date, time };
}

/** Lectures that are named by their time of day, after that has changed. */
export function shifted(times: readonly string[], from: string, to: string): string[] {
  return times.map((time) => (time.slice(11, 16) === from ? `${time.slice(0, 11)}${to}` : time));
}

/** How much of a series is changed. */
export type Scope = 'one' | 'following' | 'all';

/** What the form shows of a lecture that is to be changed; times of the event's zone. */
export function fieldsOf(lecture: PlannedLecture, event: PlannedEvent, scope: Scope): Record<string, string> {
  const start = wallTime(lecture.startsAt, event.zone);
  const end = wallTime(lecture.endsAt, event.zone);
  const first = event.startsAt.slice(11, 16);
  const { repeat, until } = repeatOf(event.rrule);
  return {
    title: scope === 'one' ? lecture.title : event.title,
    roomId: event.roomId,
    courseId: event.course?.id ?? '',
    date: scope === 'all' ? event.startsAt.slice(0, 10) : start.date,
    start: scope === 'one' ? start.time : first,
    end: scope === 'one' ? end.time : later(first, event.durationMinutes),
    repeat,
    until,
    leadIn: event.leadInMinutes === null ? '' : String(event.leadInMinutes),
    leadOut: event.leadOutMinutes === null ? '' : String(event.leadOutMinutes),
  };
}

/** A time of day some minutes later. */
export function later(time: string, minutes: number): string {
  const [h = 0, m = 0] = time.split(':').map(Number);
  const sum = (h * 60 + m + minutes) % (24 * 60);
  return `${String(Math.floor(sum / 60)).padStart(2, '0')}:${String(sum % 60).padStart(2, '0')}`;
}

/** Where one lecture is moved to. */
export function moveOf(fields: Record<string, string>): { startsAt: string; endsAt: string; title: string } {
  const { date = '', start = '', end = '', title = '' } = fields;
  const next = new Date(`${date}T00:00Z`);
  if (end <= start) next.setUTCDate(next.getUTCDate() + 1);
  return { startsAt: `${date}T${start}`, endsAt: `${next.toISOString().slice(0, 10)}T${end}`, title };
}

/** A series as the form wants it; a rule that the form does not offer stays, days that are left out move with the time. */
export function changedEvent(fields: Record<string, string>, event: PlannedEvent): EventBody {
  const body = eventOf(fields, event.zone);
  const from = event.startsAt.slice(11, 16);
  const to = fields['start'] ?? from;
  const same = fields['repeat'] === 'other' || sameRule(fields, event.rrule);
  return {
    ...body,
    rrule: same ? event.rrule : body.rrule,
    exdates: shifted(event.exdates, from, to),
    rdates: shifted(event.rdates, from, to),
  };
}

function sameRule(fields: Record<string, string>, rrule: string | null): boolean {
  const { repeat, until } = repeatOf(rrule);
  return fields['repeat'] === repeat && (fields['until'] ?? '') === until;
}

/** What the form asks to plan. */
export function eventOf(fields: Record<string, string>, zone: string): EventBody {
  const minutes = (name: string) => (fields[name] ? Number(fields[name]) : null);
  return {
    roomId: fields['roomId'] ?? '',
    courseId: fields['courseId'] || null,
    title: fields['title'] ?? '',
    zone,
    startsAt: `${fields['date']}T${fields['start']}`,
    durationMinutes: minutesBetween(fields['start'] ?? '', fields['end'] ?? ''),
    rrule: ruleOf(fields['repeat'] ?? 'once', fields['until'] ?? ''),
    leadInMinutes: minutes('leadIn'),
    leadOutMinutes: minutes('leadOut'),
  };
}

/** What a file of a term is, by its text. */
export function typeOf(text: string): 'text/csv' | 'text/calendar' {
  return /^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text) ? 'text/calendar' : 'text/csv';
}

/** `3 new, 1 changed, 2 wrong` of a dry run. */
export function summary(report: ImportReport): string {
  const parts = [
    [report.created, 'new'], [report.changed, 'changed'], [report.unchanged, 'as they are'], [report.cancelled, 'cancelled'],
    [report.wrong, 'wrong'],
  ] as const;
  return parts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`).join(', ') || 'Nothing in it';
}
