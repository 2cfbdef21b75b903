import { describe, expect, it } from 'vitest';
import { LevelLag } from '../src/player/level-lag';

const ANY = -1;

describe('LevelLag', () => {
  it('levelThatEndsBeforeTheSound_isNotChosen_untilItMayHaveCaughtUp', () => {
    const lag = new LevelLag();
    lag.reaches(600);

    expect(lag.read(3, 540, true, 0, ANY)).toBe(2);
    expect(lag.read(2, 600, true, 10, 2)).toBe(2);
    expect(lag.read(2, 660, true, 60, 2)).toBe(ANY);
  });

  it('whatIsChosenForOtherReasons_stays', () => {
    const lag = new LevelLag();
    lag.reaches(600);

    expect(lag.read(3, 540, true, 0, 3)).toBe(2);
    expect(lag.read(2, 660, true, 60, 2)).toBe(3);
    expect(lag.read(2, 672, true, 70, 1)).toBe(1);
  });

  it('smallPicture_isNotMadeLargerByALag', () => {
    const lag = new LevelLag();
    lag.reaches(600);

    expect(lag.read(3, 540, true, 0, 1)).toBe(1);
    expect(lag.read(1, 660, true, 60, 1)).toBe(1);
  });

  it('levelsThatAreAChunkApart_areAllChosen', () => {
    const lag = new LevelLag();
    lag.reaches(612);

    expect(lag.read(3, 600, true, 0, ANY)).toBe(ANY);
  });

  it('lowestLevel_isNeverRuledOut', () => {
    const lag = new LevelLag();
    lag.reaches(612);

    expect(lag.read(0, 12, true, 0, ANY)).toBe(ANY);
  });

  it('closedLecture_hasNoLag', () => {
    const lag = new LevelLag();
    lag.reaches(612);
    lag.read(3, 500, true, 0, ANY);

    expect(lag.read(2, 612, false, 1, 2)).toBe(ANY);
  });
});
