import type { Finding, Rehearsal, RehearsalHours } from '../api/types';

/** What the morning list says. Pure. */

/** A rehearsal that is older than a night and a morning says nothing of today. */
const OLD_MS = 36 * 3600 * 1000;

export function isOld(one: Rehearsal, now: number): boolean {
  return now - Date.parse(one.askedAt) > OLD_MS;
}

export interface Headline {
  kind: 'bad' | 'warn' | 'good' | 'info';
  text: string;
}

/** What is to be known before the first lecture; null where there is no room. */
export function headline(list: readonly Rehearsal[], rooms: number, now: number): Headline | null {
  if (rooms === 0) return null;
  const fresh = list.filter((one) => !isOld(one, now));
  const failing = fresh.filter((one) => one.verdict === 'FAILS');
  const doubtful = fresh.filter((one) => one.verdict === 'DOUBTFUL').length;
  const unknown = rooms - fresh.filter((one) => one.verdict !== null).length;
  const rest = [
    doubtful > 0 && `${doubtful} ${doubtful === 1 ? 'is' : 'are'} doubtful`,
    unknown > 0 && `${unknown} ${unknown === 1 ? 'has' : 'have'} not rehearsed lately`,
  ].filter(Boolean);
  const also = rest.length > 0 ? ` ${capital(rest.join(', '))}.` : '';
  if (failing.length > 0) {
    const names = failing.slice(0, 3).map((one) => one.roomName).join(', ');
    const more = failing.length > 3 ? ` and ${failing.length - 3} more` : '';
    return { kind: 'bad', text: `A lecture would fail today in ${names}${more}.${also}` };
  }
  if (doubtful > 0) return { kind: 'warn', text: `No room would fail.${also}` };
  if (unknown === rooms) return { kind: 'info', text: rooms === 1 ? 'The room has not rehearsed lately.' : 'No room has rehearsed lately.' };
  if (unknown > 0) return { kind: 'info', text: `${rooms - unknown} of ${rooms} rooms are fine.${also}` };
  return { kind: 'good', text: rooms === 1 ? 'The room is ready.' : `All ${rooms} rooms are ready.` };
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** When it happens by itself. */
export function whenByItself(hours: RehearsalHours | null): string {
  if (!hours) return '';
  return hours.at ? `Each night from ${hours.at} on (${hours.zone}), and whenever you ask.` : 'Only when you ask: the nightly run is switched off.';
}

/** What is wrong, and what is only noted. */
export function split(findings: readonly Finding[]): { wrong: Finding[]; noted: Finding[] } {
  return {
    wrong: findings.filter((one) => one.verdict !== 'FINE'),
    noted: findings.filter((one) => one.verdict === 'FINE'),
  };
}
