import type { Alarm, TrackLevels } from '../api/types';

/** What is seen and heard of a room. Pure. */

/** The alarms of one room or device, the worst and then the oldest first. */
export function worstFirst(alarms: readonly Alarm[]): Alarm[] {
  return [...alarms].sort(
    (a, b) => Number(b.severity === 'CRITICAL') - Number(a.severity === 'CRITICAL') || a.raisedAt.localeCompare(b.raisedAt),
  );
}

/** The lowest level that the meter shows, dB below full scale. */
const FLOOR = -60;

/** How far a meter is filled, 0 to 1. */
export function meterShare(dbfs: number): number {
  return Math.min(1, Math.max(0, (dbfs - FLOOR) / -FLOOR));
}

export function meterMood(peakDbfs: number): 'good' | 'warn' | 'bad' {
  return peakDbfs > -1 ? 'bad' : peakDbfs > -6 ? 'warn' : 'good';
}

export function levelsOf(levels: readonly TrackLevels[], deviceId: string): TrackLevels | null {
  return levels.find((one) => one.deviceId === deviceId) ?? null;
}
