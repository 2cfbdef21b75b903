import { useEffect, useMemo } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { Incident } from '../api/types';
import { ago, length } from '../format/time';
import { count } from '../format/units';
import { INCIDENT_WORDS } from '../format/words';
import { Poller } from '../state/poller';
import { useStore } from '../state/store';

/** Recordings that are not complete, until somebody has taken note of them. Nothing while there are none. */
export function Incidents() {
  const poller = useMemo(() => new Poller((signal) => lectern.incidents(signal), 10_000), []);
  useEffect(() => {
    poller.start();
    return () => poller.stop();
  }, [poller]);
  const incidents = useStore(poller.store).data ?? [];
  const acknowledge = async (incident: Incident) => {
    await lectern.acknowledge(incident.id);
    poller.refresh();
  };
  if (incidents.length === 0) return null;
  return (
    <section class="incidents" aria-label="Incidents">
      <h2>{count(incidents.length, 'recording problem')} to look at</h2>
      <ul>
        {incidents.map((incident) => (
          <li key={incident.id} class="card incident">
            <div>
              <p>
                <strong>{INCIDENT_WORDS[incident.kind]}</strong>
                {incident.lostSeconds > 0 && ` · ${length(incident.lostSeconds)}`}
                {incident.track && ` · ${incident.track}`}
              </p>
              <p>{incident.detail}</p>
              <p class="soft">
                <a href={`/watch/${incident.lectureId}`}>{incident.title}</a> · {incident.roomName} · {ago(incident.openedAt)}
              </p>
            </div>
            <button type="button" class="button small" onClick={() => void acknowledge(incident)}>Noted</button>
          </li>
        ))}
      </ul>
    </section>
  );
}
