import type { Encoding, Urgency } from '../api/types';
import { length } from '../format/time';
import { count } from '../format/units';

export const URGENCY_WORDS: Record<Urgency, string> = {
  LIVE: 'Live',
  BACKLOG: 'Backlog',
  IDLE: 'Improving',
};

/** What there is to do, in one line. */
export function summary(state: Encoding): string {
  if (state.chunksWaiting + state.chunksEncoding === 0) return 'Nothing to encode';
  const now = `${count(state.chunksEncoding, 'part')} at work`;
  return state.chunksWaiting === 0 ? now : `${now}, ${state.chunksWaiting} waiting`;
}

/** When it will be done; says so where that cannot be told. */
export function eta(seconds: number | null, open: number): string {
  if (open === 0) return 'All lectures are whole';
  if (seconds === null) return 'no telling yet when it is done';
  return seconds < 1 ? 'nearly done' : `done in about ${length(seconds)}`;
}
