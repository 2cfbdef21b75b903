import { describe, expect, it } from 'vitest';
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
