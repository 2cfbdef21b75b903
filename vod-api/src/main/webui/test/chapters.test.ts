import { expect, test } from 'vitest';
import { chapterAt, chapterNear, shownChapters } from '../src/player/chapters';

const MARKS = [{ seconds: 600, label: 'Proof' }, { seconds: 60, label: '' }, { seconds: 61, label: 'Definition' }, { seconds: 4000, label: 'Later' }];

test('shownChapters_areInOrder_named_andWithinWhatIsThere', () => {
  expect(shownChapters(MARKS, 1800)).toEqual([{ seconds: 60, label: 'Definition' }, { seconds: 600, label: 'Proof' }]);
  expect(shownChapters([{ seconds: 5, label: '' }], 10)).toEqual([{ seconds: 5, label: 'Marked moment' }]);
});

test('chapterAt_isTheLastThatHasBegun', () => {
  const shown = shownChapters(MARKS, 1800);
  expect(chapterAt(shown, 30)).toBeNull();
  expect(chapterAt(shown, 60)?.label).toBe('Definition');
  expect(chapterAt(shown, 1700)?.label).toBe('Proof');
});

test('chapterNear_isTheNearestWithinReach', () => {
  const shown = shownChapters(MARKS, 1800);
  expect(chapterNear(shown, 590, 20)?.label).toBe('Proof');
  expect(chapterNear(shown, 300, 20)).toBeNull();
});
