import { describe, expect, it } from 'vitest';
import { PictureLag } from '../src/player/picture';

describe('PictureLag', () => {
  it('median_ofTheLastFrames', () => {
    const lag = new PictureLag();
    [10, 30, 20, 500, 20].forEach((ms, i) => lag.shown(1 + ms / 1000, 1, i * 0.2));
    expect(lag.value(1)).toBeCloseTo(0.02);
  });

  it('tooFew_orTooOld_isUnknown', () => {
    const lag = new PictureLag();
    for (let i = 0; i < 4; i++) lag.shown(1, 1, i);
    expect(lag.value(3)).toBeNull();
    for (let i = 0; i < 20; i++) lag.shown(1, 1, 3);
    expect(lag.value(3)).toBe(0);
    expect(lag.value(9)).toBeNull();
  });

  it('reset_forgets', () => {
    const lag = new PictureLag();
    for (let i = 0; i < 9; i++) lag.shown(1, 1, i / 10);
    lag.reset();
    expect(lag.value(1)).toBeNull();
  });
});
