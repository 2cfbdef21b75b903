import { useEffect, useState } from 'preact/hooks';
import { lectern } from '../api/lectern';
import type { CaptureBooks } from '../api/types';
import { clock, length } from '../format/time';
import { INCIDENT_WORDS } from '../format/words';
import { filledBy } from './capture';

const STATE_WORDS: Record<CaptureBooks['state'], [string, string]> = {
  PENDING: ['warn', 'Still on its way'],
  COMPLETE: ['good', 'Complete'],
  INCIDENT: ['bad', 'Not complete'],
};

/** What of a finished recording was planned, recorded, uploaded and is playable. Asked once the capture is `ready`. */
export function Books({ captureId, ready }: { captureId: string; ready: boolean }) {
  const [books, setBooks] = useState<CaptureBooks | null>(null);
  useEffect(() => {
    lectern.books(captureId).then(setBooks, () => undefined);
  }, [captureId, ready]);
  if (!books) return null;
  const filled = filledBy(books);
  const [kind, word] = STATE_WORDS[books.state];
  return (
    <details class="books" open={books.state === 'INCIDENT'} data-state={books.state}>
      <summary><span class={`badge ${kind}`}>{word}</span>{filled && <span class="soft"> {filled}</span>}</summary>
      {books.incidents.map((incident) => (
        <p key={incident.id}>
          <strong>{INCIDENT_WORDS[incident.kind]}</strong>{incident.track && ` · ${incident.track}`}: {incident.detail}
        </p>
      ))}
      <table>
        <thead>
          <tr><th>Track</th><th>Planned</th><th>Recorded</th><th>Gaps</th><th>Uploaded</th><th>Playable</th><th>In step</th></tr>
        </thead>
        <tbody>
          {books.tracks.map((track) => (
            <tr key={track.trackId}>
              <th scope="row">{track.name}{track.kind === 'AUDIO' ? ', sound' : ''}</th>
              <td>{clock(track.planned)}</td>
              <td>{clock(track.recorded)}</td>
              <td>{length(track.gaps)}</td>
              <td>{clock(track.uploaded)}</td>
              <td>{clock(track.playable)}</td>
              <td>within {Math.max(1, Math.round(track.residual * 1000))} ms</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
