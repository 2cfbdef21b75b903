import { describe, expect, it } from 'vitest';
import type { ImportReport, PlannedEvent, PlannedLecture } from '../src/api/types';
import {
  byDay, changedEvent, eventOf, fieldsOf, later, minutesBetween, moveOf, repeatOf, ruleOf, summary, typeOf, wallTime, weekOf,
} from '../src/manage/plan';

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
      leadInMinutes: null, leadOutMinutes: null,
    });
  });

  it('knows a calendar by its text', () => {
    expect(typeOf('\uFEFFBEGIN:VCALENDAR\r\n')).toBe('text/calendar');
    expect(typeOf('room;title\n')).toBe('text/csv');
  });

  it('sums an import up', () => {
    const report: ImportReport = { applied: false, created: 3, changed: 0, unchanged: 1, cancelled: 1, wrong: 2, lines: [] };
    expect(summary(report)).toBe('3 new, 1 as they are, 1 cancelled, 2 wrong');
  });

  const event: PlannedEvent = {
    id: 'e', roomId: 'r', room: 'Hall', course: null, title: 'Optics', zone: 'Europe/Berlin', startsAt: '2026-10-12T09:15:00',
    durationMinutes: 90, rrule: 'FREQ=WEEKLY;UNTIL=20270212T235959', exdates: ['2026-10-19T09:15:00'], rdates: ['2026-10-21T14:00:00'],
    leadInMinutes: 0, leadOutMinutes: null, ended: false,
  };
  const lecture = {
    id: 'l', eventId: 'e', title: 'Optics, moved', startsAt: '2026-11-03T13:00:00Z', endsAt: '2026-11-03T14:00:00Z', zone: 'Europe/Berlin', series: true,
  } as PlannedLecture;

  it('reads rules back, and keeps those that it does not offer', () => {
    expect(repeatOf('FREQ=WEEKLY;UNTIL=20270212T235959')).toEqual({ repeat: 'weekly', until: '2027-02-12' });
    expect(repeatOf('FREQ=WEEKLY;BYDAY=MO,WE')).toEqual({ repeat: 'other', until: '' });
    expect(repeatOf('FREQ=WEEKLY;COUNT=5').repeat).toBe('other');
    expect(repeatOf(null).repeat).toBe('once');
  });

  it('shows one lecture by its own time, a series by its rule, in the zone of the event', () => {
    expect(wallTime('2026-10-12T07:15:00Z', 'Europe/Berlin')).toEqual({ date: '2026-10-12', time: '09:15' });
    expect(fieldsOf(lecture, event, 'one')).toMatchObject({ title: 'Optics, moved', date: '2026-11-03', start: '14:00', end: '15:00' });
    expect(fieldsOf(lecture, event, 'following')).toMatchObject({ title: 'Optics', date: '2026-11-03', start: '09:15', end: '10:45' });
    expect(fieldsOf(lecture, event, 'all')).toMatchObject({ date: '2026-10-12', repeat: 'weekly', until: '2027-02-12', leadIn: '0', leadOut: '' });
  });

  it('moves days that are left out with the time, and keeps the rule as it was written', () => {
    const fields = { ...fieldsOf(lecture, event, 'all'), start: '10:00', end: '11:30', leadOut: '20' };
    expect(changedEvent(fields, event)).toEqual({
      roomId: 'r', courseId: null, title: 'Optics', zone: 'Europe/Berlin', startsAt: '2026-10-12T10:00', durationMinutes: 90,
      rrule: event.rrule, exdates: ['2026-10-19T10:00'], rdates: ['2026-10-21T14:00:00'], leadInMinutes: 0, leadOutMinutes: 20,
    });
    expect(changedEvent({ ...fields, repeat: 'fortnightly' }, event).rrule).toBe('FREQ=WEEKLY;INTERVAL=2;UNTIL=20270212T235959');
  });

  it('moves one lecture, past midnight too', () => {
    expect(moveOf({ date: '2026-10-31', start: '23:00', end: '01:00', title: 'T' })).toEqual({
      startsAt: '2026-10-31T23:00', endsAt: '2026-11-01T01:00', title: 'T',
    });
    expect(later('23:30', 45)).toBe('00:15');
  });
});
