import { describe, expect, it } from 'vitest';
import { ago, clock, dayAndTime, length, spoken } from '../src/format/time';
import { bitRate, bytes } from '../src/format/units';
import { viewLabel } from '../src/format/words';

describe('time', () => {
  it('clock_growsWithTheLength', () => {
    expect([0, 7.9, 754, 3723, 36_000].map(clock)).toEqual(['0:00', '0:07', '12:34', '1:02:03', '10:00:00']);
  });

  it('clock_unknown_isZero', () => {
    expect([NaN, Infinity, -4].map(clock)).toEqual(['0:00', '0:00', '0:00']);
  });

  it('length_isSaidAsPeopleSayIt', () => {
    expect([0, 45, 60, 754, 3600, 5400, 3599].map(length)).toEqual([
      '0 s', '45 s', '1 min', '13 min', '1 h', '1 h 30 min', '1 h',
    ]);
  });

  it('spoken_leavesOutZeros', () => {
    expect(spoken(3661)).toBe('1 hour 1 minute 1 second');
    expect(spoken(120)).toBe('2 minutes');
    expect(spoken(0)).toBe('0 seconds');
  });

  it('dayAndTime_namesNearDays', () => {
    const now = new Date(2026, 9, 5, 12, 0);
    const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();
    expect(dayAndTime(at(2026, 9, 5, 9, 15), now, 'en-GB')).toBe('Today, 09:15');
    expect(dayAndTime(at(2026, 9, 4, 23, 59), now, 'en-GB')).toBe('Yesterday, 23:59');
    expect(dayAndTime(at(2026, 9, 1, 14, 0), now, 'en-GB')).toMatch(/^Thu,? 1 Oct, 14:00$/);
    expect(dayAndTime(at(2025, 9, 5, 14, 0), now, 'en-GB')).toBe('5 Oct 2025, 14:00');
    expect(dayAndTime(null, now)).toBe('');
    expect(dayAndTime('nonsense', now)).toBe('');
  });

  it('ago_isRoughButRight', () => {
    const now = Date.parse('2026-10-05T12:00:00Z');
    const before = (seconds: number) => ago(new Date(now - seconds * 1000).toISOString(), now);
    expect([0, 12, 300, 7200, 86_400, 200_000].map(before)).toEqual([
      'just now', '12 s ago', '5 min ago', '2 h ago', '1 day ago', '2 days ago',
    ]);
    expect(ago(null, now)).toBe('never');
  });
});

describe('units', () => {
  it('bitRate_andBytes_useTheFittingUnit', () => {
    expect([0, 64_000, 4_230_000, 125_000_000].map(bitRate)).toEqual(['0 kbit/s', '64 kbit/s', '4.2 Mbit/s', '125 Mbit/s']);
    expect([0, 999, 1500, 12_000_000, 3_400_000_000].map(bytes)).toEqual(['0 B', '999 B', '1.5 kB', '12 MB', '3.4 GB']);
  });
});

describe('viewLabel', () => {
  it('rolesAndNumberedViews_readAsWords', () => {
    expect(['presenter', 'SLIDES', 'audience-2', 'audio', 'lab'].map(viewLabel)).toEqual([
      'Camera', 'Slides', 'Audience 2', 'Sound', 'Lab',
    ]);
  });
});
