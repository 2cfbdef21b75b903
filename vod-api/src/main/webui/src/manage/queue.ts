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

const ENCODER_WORDS: Record<string, string> = {
  nvenc: 'NVENC',
  vaapi: 'VAAPI',
  qsv: 'Quick Sync',
  openh264: 'OpenH264',
};

/** What a worker encodes cameras by, where that is not what all do. */
export function encoderName(encoder: string): string | null {
  const kind = encoder.split('-')[0] ?? encoder;
  return kind === 'x264' ? null : (ENCODER_WORDS[kind] ?? kind);
}

/** When it will be done; says so where that cannot be told. */
export function eta(seconds: number | null, open: number): string {
  if (open === 0) return 'All lectures are whole';
  if (seconds === null) return 'no telling yet when it is done';
  return seconds < 1 ? 'nearly done' : `done in about ${length(seconds)}`;
}
