import { useState } from 'preact/hooks';
import type { GrantComposite } from '../api/types';
import { dayAndTime } from '../format/time';
import './elsewhere.css';

/** The address of slides and presenter in one picture, for a TV box or another player. */
export function Elsewhere({ composite, expiresAt }: { composite: GrantComposite; expiresAt: string }) {
  const [copied, setCopied] = useState(false);
  const url = new URL(composite.url, location.href).href;
  return (
    <details class="elsewhere">
      <summary>Play it on a TV or in another player</summary>
      <p class="soft">
        Slides and presenter in one picture. Open this address as a network stream; it holds until {dayAndTime(expiresAt)}.
      </p>
      <div class="elsewhere-address">
        <input class="input" readOnly value={url} aria-label="Address of the stream" onFocus={(event) => event.currentTarget.select()} />
        <button
          type="button"
          class="button"
          onClick={() => void navigator.clipboard?.writeText(url).then(() => setCopied(true))}
        >
          {copied ? 'Copied' : 'Copy'}
        </button>
      </div>
    </details>
  );
}
