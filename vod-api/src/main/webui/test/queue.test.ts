import { describe, expect, it } from 'vitest';
import type { Encoding } from '../src/api/types';
import { encoderName, eta, summary } from '../src/manage/queue';

const state = (change: Partial<Encoding>): Encoding => ({
  pausedAt: null, pausedBy: null, chunksWaiting: 0, chunksEncoding: 0, etaSeconds: 0, workers: [], lectures: [], ...change,
});

describe('what is being encoded', () => {
  it('summary_tellsWhatIsAtWorkAndWhatWaits', () => {
    expect(summary(state({}))).toBe('Nothing to encode');
    expect(summary(state({ chunksEncoding: 1 }))).toBe('1 part at work');
    expect(summary(state({ chunksEncoding: 2, chunksWaiting: 300 }))).toBe('2 parts at work, 300 waiting');
  });

  it('encoder_isNamedWhereItIsNotWhatAllWorkersHave', () => {
    expect(encoderName('x264')).toBeNull();
    expect(encoderName('nvenc-3f09c2')).toBe('NVENC');
    expect(encoderName('newer-3f09c2')).toBe('newer');
  });

  it('eta_thatIsUnknown_isNotMadeUp', () => {
    expect(eta(null, 4)).toBe('no telling yet when it is done');
    expect(eta(0.4, 4)).toBe('nearly done');
    expect(eta(150, 4)).toBe('done in about 3 min');
    expect(eta(null, 0)).toBe('All lectures are whole');
  });
});
