import { expect, test } from 'vitest';
import type { Finding, Rehearsal, RehearsalVerdict } from '../src/api/types';
import { headline, isOld, split, whenByItself } from '../src/manage/rehearsal';

const NOW = Date.parse('2026-10-12T07:00:00Z');

function of(roomName: string, verdict: RehearsalVerdict | null, askedAt = '2026-10-12T03:00:00Z'): Rehearsal {
  return { id: roomName, roomId: roomName, roomName, askedAt, finishedAt: null, verdict, findings: [], refusal: null };
}

test('headline_roomThatFails_isNamedFirst', () => {
  const list = [of('A', 'FAILS'), of('B', 'DOUBTFUL'), of('C', 'FINE')];
  expect(headline(list, 5, NOW)).toEqual({
    kind: 'bad', text: 'A lecture would fail today in A. 1 is doubtful, 2 have not rehearsed lately.',
  });
  expect(headline(['A', 'B', 'C', 'D', 'E'].map((name) => of(name, 'FAILS')), 5, NOW)?.text).toContain('A, B, C and 2 more');
});

test('headline_allWell_saysSo_andOldOnesDoNotCount', () => {
  expect(headline([of('A', 'FINE'), of('B', 'FINE')], 2, NOW)).toEqual({ kind: 'good', text: 'All 2 rooms are ready.' });
  expect(headline([of('A', 'FINE', '2026-10-10T03:00:00Z')], 1, NOW)?.text).toBe('The room has not rehearsed lately.');
  expect(headline([of('A', 'FINE')], 2, NOW)?.text).toBe('1 of 2 rooms are fine. 1 has not rehearsed lately.');
  expect(headline([of('A', 'DOUBTFUL')], 1, NOW)?.kind).toBe('warn');
  expect(headline([], 0, NOW)).toBeNull();
  expect(isOld(of('A', 'FINE'), NOW)).toBe(false);
});

test('split_keepsNotesApart', () => {
  const wrong: Finding = { verdict: 'FAILS', device: 'Camera', text: 'Dead.' };
  const noted: Finding = { verdict: 'FINE', device: 'Slides', text: 'Black.' };
  expect(split([wrong, noted])).toEqual({ wrong: [wrong], noted: [noted] });
});

test('whenByItself_tellsTheHourOrThatItIsOff', () => {
  expect(whenByItself({ at: '05:00', zone: 'Europe/Berlin' })).toContain('05:00');
  expect(whenByItself({ at: null, zone: 'UTC' })).toContain('switched off');
});
