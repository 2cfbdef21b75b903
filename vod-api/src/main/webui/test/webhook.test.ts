import { expect, test } from 'vitest';
import { lastTold, newSecret } from '../src/manage/webhook';

test('newSecret_isLong_andOfPlainLetters', () => {
  expect(newSecret()).toMatch(/^[A-Za-z0-9]{32}$/);
  expect(newSecret()).not.toBe(newSecret());
  expect(newSecret((bytes) => bytes.fill(255))).toMatch(/^[A-Za-z0-9]{32}$/);
});

test('lastTold_saysWhetherAndWhen', () => {
  const now = Date.parse('2026-10-12T07:00:30Z');
  const at = '2026-10-12T07:00:00Z';
  expect(lastTold({ url: 'https://x', told: null }, now)).toBeNull();
  expect(lastTold({ url: 'https://x', told: { at, problem: null } }, now)).toEqual({ good: true, text: 'The last message arrived, 30 s ago.' });
  expect(lastTold({ url: 'https://x', told: { at, problem: 'It answered 410.' } }, now)?.text).toContain('30 s ago: It answered 410.');
});
