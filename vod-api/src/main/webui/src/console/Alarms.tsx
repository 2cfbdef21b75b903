import { useEffect, useMemo, useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Alarm, TrackLevels } from '../api/types';
import { ago } from '../format/time';
import { ALARM_WORDS } from '../format/words';
import { Poller } from '../state/poller';
import { useStore } from '../state/store';
import { meterMood, meterShare, worstFirst } from './watching';

/** Asks while the page is seen: nobody looks at a hidden one, and many consoles may be left open. */
export function usePolled<T>(ask: (signal: AbortSignal) => Promise<T>, everyMs: number, key: string): T | null {
  const poller = useMemo(() => new Poller(ask, everyMs), [key]);
  useEffect(() => {
    const follow = () => (document.hidden ? poller.stop() : poller.start());
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      poller.stop();
    };
  }, [poller]);
  return useStore(poller.store).data;
}

export function useAlarms(): Alarm[] {
  return usePolled((signal) => lectern.alarms(signal), 2000, 'alarms') ?? [];
}

/** The newest still of a device; nothing while there is none. */
export function Still({ deviceId, name, everyMs }: { deviceId: string; name: string; everyMs: number }) {
  const [address, setAddress] = useState<string | null>(null);
  useEffect(() => {
    let shown: string | null = null;
    const poller = new Poller(async (signal) => {
      const response = await fetch(`/api/devices/${deviceId}/still`, { signal, credentials: 'same-origin' });
      const next = response.ok ? URL.createObjectURL(await response.blob()) : null;
      setAddress(next);
      if (shown) URL.revokeObjectURL(shown);
      shown = next;
    }, everyMs);
    const follow = () => (document.hidden ? poller.stop() : poller.start());
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      poller.stop();
      if (shown) URL.revokeObjectURL(shown);
    };
  }, [deviceId, everyMs]);
  return address ? <img class="still" src={address} alt={`${name}, a moment ago`} /> : null;
}

export function Meters({ levels }: { levels: TrackLevels }) {
  if (levels.peakDbfs.length === 0) return null;
  return (
    <div class="meters">
      {levels.peakDbfs.map((peak, channel) => {
        const rms = levels.rmsDbfs[channel] ?? peak;
        return (
          <div
            key={channel}
            class="meter"
            role="meter"
            aria-label={`Level of channel ${channel + 1}`}
            aria-valuemin={-60}
            aria-valuemax={0}
            aria-valuenow={Math.max(-60, Math.round(peak))}
            title={`Peak ${peak.toFixed(0)} dBFS, RMS ${rms.toFixed(0)} dBFS`}
          >
            <span class={`meter-bar ${meterMood(peak)}`} style={{ width: `${100 * meterShare(rms)}%` }} />
            <span class="meter-peak" style={{ left: `${99 * meterShare(peak)}%` }} />
          </div>
        );
      })}
    </div>
  );
}

/** Alarms with what to do, until somebody has taken note of them; then in one line. */
export function AlarmList({ alarms }: { alarms: readonly Alarm[] }) {
  if (alarms.length === 0) return null;
  return (
    <ul class="alarms">
      {worstFirst(alarms).map((alarm) => (
        <li key={alarm.id} class={`alarm ${alarm.severity === 'CRITICAL' ? 'bad' : 'warn'}`} data-alarm={alarm.kind}>
          <div>
            <strong>{ALARM_WORDS[alarm.kind]}</strong> since {ago(alarm.raisedAt)}
            {alarm.acknowledgedBy ? <span class="soft"> · noted by {alarm.acknowledgedBy}</span> : <p>{alarm.detail}</p>}
          </div>
          {!alarm.acknowledgedBy && (
            <button type="button" class="button small" onClick={() => void lectern.acknowledgeAlarm(alarm.id)}>Noted</button>
          )}
        </li>
      ))}
    </ul>
  );
}
