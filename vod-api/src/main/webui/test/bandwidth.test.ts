import { describe, expect, it } from 'vitest';
import { firstGuessBits } from '../src/player/hls-config';
import { slaveMayLoad } from '../src/player/bandwidth';

const has = (ahead: number, complete = false) => ({ ahead, complete });

describe('slaveMayLoad', () => {
  it('masterShort_slaveWithStock_waits', () => {
    expect(slaveMayLoad(has(3), has(10), true)).toBe(false);
  });

  it('masterShort_slaveWithoutStock_mayLoad', () => {
    expect(slaveMayLoad(has(3), has(2), true)).toBe(true);
    expect(slaveMayLoad(has(3), has(2), false)).toBe(true);
  });

  it('masterBetweenTheMarks_staysAsItWas', () => {
    expect(slaveMayLoad(has(9), has(10), true)).toBe(true);
    expect(slaveMayLoad(has(9), has(10), false)).toBe(false);
  });

  it('masterComplete_slaveMayLoad', () => {
    expect(slaveMayLoad(has(1, true), has(10), false)).toBe(true);
  });
});

describe('firstGuessBits', () => {
  it('noHint_startsLow_hint_isBelievedByAThird_withinBounds', () => {
    expect([undefined, NaN, 3, 10, 0.1].map(firstGuessBits)).toEqual([600_000, 600_000, 1_000_000, 2_500_000, 300_000]);
  });
});
