/** Where a person was in each lecture, kept in this browser only. */
export interface Shelf {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

const KEY = 'lectern.positions';
const KEEP = 200;
/** Not worth resuming: hardly begun, or nearly over. */
const NEAR_START = 5;
const NEAR_END = 20;

type Positions = Record<string, { at: number; seconds: number }>;

export function savedPosition(shelf: Shelf, lectureId: string): number | null {
  return read(shelf)[lectureId]?.seconds ?? null;
}

/** Saves the position, or forgets it when the lecture is at its start or over. */
export function savePosition(shelf: Shelf, lectureId: string, seconds: number, end: number, now = Date.now()): void {
  const positions = read(shelf);
  if (seconds < NEAR_START || (Number.isFinite(end) && end - seconds < NEAR_END)) delete positions[lectureId];
  else positions[lectureId] = { at: now, seconds: Math.round(seconds * 10) / 10 };
  const newest = Object.entries(positions).sort(([, a], [, b]) => b.at - a.at);
  try {
    shelf.setItem(KEY, JSON.stringify(Object.fromEntries(newest.slice(0, KEEP))));
  } catch {
    // A full or forbidden store costs the convenience only.
  }
}

function read(shelf: Shelf): Positions {
  try {
    const parsed: unknown = JSON.parse(shelf.getItem(KEY) ?? '{}');
    if (typeof parsed !== 'object' || parsed === null) return {};
    return Object.fromEntries(
      Object.entries(parsed as Positions).filter(
        ([, value]) => Number.isFinite(value?.seconds) && Number.isFinite(value?.at),
      ),
    );
  } catch {
    return {};
  }
}

/** The browser's own store, or one that forgets where it is forbidden. */
export function browserShelf(): Shelf {
  try {
    return globalThis.localStorage;
  } catch {
    return { getItem: () => null, setItem: () => undefined, removeItem: () => undefined };
  }
}
