import { describe, expect, it } from 'vitest';
import type { ImportReport, PlannedLecture } from '../src/api/types';
import { byDay, eventOf, minutesBetween, ruleOf, summary, typeOf, weekOf } from '../src/manage/plan';

describe('schedule', () => {
  it('weeks begin on Monday, also for a Sunday', () => {
    const week = weekOf(new Date(2026, 9, 18, 23, 30));
    expect([week.from, week.until]).toEqual([new Date(2026, 9, 12), new Date(2026, 9, 19)]);
    expect(weekOf(new Date(2026, 9, 12), 2).from).toEqual(new Date(2026, 9, 26));
  });

  it('groups lectures by the day on which they begin', () => {
    const at = (startsAt: Date) => ({ startsAt: startsAt.toISOString() }) as PlannedLecture;
    const days = byDay([at(new Date(2026, 9, 12, 9)), at(new Date(2026, 9, 12, 23, 59)), at(new Date(2026, 9, 13))]);
    expect(days.map(([, lectures]) => lectures.length)).toEqual([2, 1]);
  });

  it('makes rules with their last day', () => {
    expect(ruleOf('once', '2027-02-12')).toBeNull();
    expect(ruleOf('weekly', '2027-02-12')).toBe('FREQ=WEEKLY;UNTIL=20270212T235959');
    expect(ruleOf('fortnightly', '')).toBe('FREQ=WEEKLY;INTERVAL=2');
  });

  it('plans in wall time, past midnight too', () => {
    expect(minutesBetween('09:15', '10:45')).toBe(90);
    expect(minutesBetween('23:00', '01:00')).toBe(120);
    const event = eventOf({ roomId: 'r', title: 'T', date: '2026-10-12', start: '09:15', end: '10:45', repeat: 'once' }, 'Europe/Berlin');
    expect(event).toEqual({
      roomId: 'r', courseId: null, title: 'T', zone: 'Europe/Berlin', startsAt: '2026-10-12T09:15', durationMinutes: 90, rrule: null,
    });
  });

  it('knows a calendar by its text', () => {
    expect(typeOf('\uFEFFBEGIN:VCALENDAR\r\n')).toBe('text/calendar');
    expect(typeOf('room;title\n')).toBe('text/csv');
  });

  it('sums an import up', () => {
    const report: ImportReport = { applied: false, created: 3, changed: 0, unchanged: 1, wrong: 2, lines: [] };
    expect(summary(report)).toBe('3 new, 1 as they are, 2 wrong');
  });
});
