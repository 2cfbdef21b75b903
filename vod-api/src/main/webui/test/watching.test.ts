import { describe, expect, it } from 'vitest';
import type { Alarm } from '../src/api/types';
import { meterMood, meterShare, worstFirst } from '../src/console/watching';

const alarm = (id: string, severity: Alarm['severity'], raisedAt: string): Alarm => ({
  id, severity, raisedAt, roomId: null, roomName: null, captureId: null, deviceId: null, deviceName: null,
  kind: 'SILENT', detail: '', clearedAt: null, acknowledgedBy: null,
});

describe('alarms', () => {
  it('come the worst first, then the oldest', () => {
    const list = [
      alarm('a', 'WARNING', '2026-01-01T08:00:00Z'),
      alarm('b', 'CRITICAL', '2026-01-01T10:00:00Z'),
      alarm('c', 'CRITICAL', '2026-01-01T09:00:00Z'),
    ];
    expect(worstFirst(list).map(({ id }) => id)).toEqual(['c', 'b', 'a']);
  });
});

describe('a meter', () => {
  it('is empty at the floor and below, full at full scale and above', () => {
    expect([-120, -60, -30, 0, 3].map(meterShare)).toEqual([0, 0, 0.5, 1, 1]);
  });
  it('turns red where sound distorts', () => {
    expect([-20, -5, -0.5].map(meterMood)).toEqual(['good', 'warn', 'bad']);
  });
});
