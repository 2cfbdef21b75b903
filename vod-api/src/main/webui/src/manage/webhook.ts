import type { Webhook } from '../api/types';
import { ago } from '../format/time';

/** What the webhook's form knows. Pure but for chance. */

/** 32 letters and digits that nobody guesses. */
export function newSecret(random: (bytes: Uint8Array) => Uint8Array = (bytes) => crypto.getRandomValues(bytes)): string {
  const letters = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghjkmnpqrstuvwxyz23456789';
  return [...random(new Uint8Array(32))].map((byte) => letters[byte % letters.length]).join('');
}

/** How the last message fared; null where nothing was sent yet. */
export function lastTold({ told }: Webhook, now: number): { good: boolean; text: string } | null {
  if (!told) return null;
  const when = ago(told.at, now);
  return told.problem === null
    ? { good: true, text: `The last message arrived, ${when}.` }
    : { good: false, text: `The last message did not arrive, ${when}: ${told.problem}` };
}
