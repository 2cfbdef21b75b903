import { describe, expect, it } from 'vitest';
import { FrameClock } from '../src/player/clock';

describe('FrameClock', () => {
  it('delayedFrames_areOverruledByTheLeastDelayedOne', () => {
    const clock = new FrameClock();
    clock.setRate(1, 0);
    const delays = [0.016, 0.004, 0.03, 0, 0.012, 0.02, 0.025, 0.009];
    for (let frame = 0; frame < 200; frame++) {
      clock.sample(frame * 0.2, frame * 0.2 + delays[frame % delays.length]!);
    }
    const wall = 199 * 0.2 + 0.05;
    expect(clock.at(wall)).toBeGreaterThan(wall - 0.008);
    expect(clock.at(wall)).toBeLessThanOrEqual(wall + 1e-9);
  });

  it('betweenSlideFrames_theClockMovesOn', () => {
    const clock = new FrameClock();
    clock.setRate(1, 10);
    clock.sample(4, 10);
    expect(clock.at(10.15)).toBeCloseTo(4.15, 6);
  });

  it('rateChange_bendsTheClockFromThen', () => {
    const clock = new FrameClock();
    clock.setRate(1, 0);
    clock.sample(0, 0);
    clock.setRate(2, 1);
    expect(clock.at(2)).toBeCloseTo(3, 6);
    clock.setRate(0, 2);
    expect(clock.at(9)).toBeCloseTo(3, 6);
  });

  it('stall_putsTheClockBack', () => {
    const clock = new FrameClock();
    clock.setRate(1, 0);
    clock.sample(0, 0);
    clock.sample(1, 3);
    expect(clock.at(3)).toBeCloseTo(1, 6);
  });

  it('reset_forgetsOldPositions', () => {
    const clock = new FrameClock();
    clock.setRate(1, 0);
    clock.sample(100, 0);
    clock.reset();
    expect(clock.ready).toBe(false);
    clock.sample(20, 1);
    expect(clock.at(1)).toBe(20);
  });
});
