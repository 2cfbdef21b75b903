import { expect, test } from 'vitest';
import { chosenStandbys } from '../src/manage/standbys';

test('the first standby is added, replaced and taken away', () => {
  expect(chosenStandbys([], 0, 'a')).toEqual(['a']);
  expect(chosenStandbys(['a', 'b'], 0, 'c')).toEqual(['c', 'b']);
  expect(chosenStandbys(['a', 'b'], 0, '')).toEqual(['b']);
});

test('nobody stands by twice', () => {
  expect(chosenStandbys(['a', 'b'], 1, 'a')).toEqual(['a']);
});
