import type { Shelf } from './resume';
import { RATES } from './state';

/** What a person set last, kept in this browser only. */
export interface Preferences {
  rate: number;
  volume: number;
  muted: boolean;
}

const KEY = 'lectern.player';
const USUAL: Preferences = { rate: 1, volume: 1, muted: false };

export function readPreferences(shelf: Shelf): Preferences {
  try {
    const { rate, volume, muted } = JSON.parse(shelf.getItem(KEY) ?? '{}') as Partial<Preferences>;
    return {
      rate: RATES.find((one) => one === rate) ?? USUAL.rate,
      volume: typeof volume === 'number' && volume > 0 && volume <= 1 ? volume : USUAL.volume,
      muted: muted === true,
    };
  } catch {
    return USUAL;
  }
}

export function writePreferences(shelf: Shelf, { rate, volume, muted }: Preferences): void {
  try {
    shelf.setItem(KEY, JSON.stringify({ rate, volume, muted }));
  } catch {
    // A full or forbidden store costs the convenience only.
  }
}
