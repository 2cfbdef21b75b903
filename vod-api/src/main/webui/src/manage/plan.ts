import type { EventBody, ImportReport, PlannedLecture } from '../api/types';

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

/** What the form asks to plan. */
export function eventOf(fields: Record<string, string>, zone: string): EventBody {
  return {
    roomId: fields['roomId'] ?? '',
    courseId: fields['courseId'] || null,
    title: fields['title'] ?? '',
    zone,
    startsAt: `${fields['date']}T${fields['start']}`,
    durationMinutes: minutesBetween(fields['start'] ?? '', fields['end'] ?? ''),
    rrule: ruleOf(fields['repeat'] ?? 'once', fields['until'] ?? ''),
  };
}

/** What a file of a term is, by its text. */
export function typeOf(text: string): 'text/csv' | 'text/calendar' {
  return /^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text) ? 'text/calendar' : 'text/csv';
}

/** `3 new, 1 changed, 2 wrong` of a dry run. */
export function summary(report: ImportReport): string {
  const parts = [
    [report.created, 'new'], [report.changed, 'changed'], [report.unchanged, 'as they are'], [report.wrong, 'wrong'],
  ] as const;
  return parts.filter(([n]) => n > 0).map(([n, what]) => `${n} ${what}`).join(', ') || 'Nothing in it';
}
