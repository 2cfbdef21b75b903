import type { Chapter } from '../api/types';

/** Moments of a lecture that somebody marked. Pure. */

/** Marks that are closer than this are one moment: two people pressed at once, or one twice. */
const SAME_SECONDS = 2;
const UNNAMED = 'Marked moment';

/** The chapters that can be shown: by position, within what can be played, each with a name. */
export function shownChapters(chapters: readonly Chapter[], end: number): Chapter[] {
  const shown: Chapter[] = [];
  for (const { seconds, label } of [...chapters].sort((a, b) => a.seconds - b.seconds)) {
    if (seconds > end) continue;
    const before = shown.at(-1);
    if (before && seconds - before.seconds < SAME_SECONDS) {
      if (before.label === UNNAMED && label) before.label = label;
    } else {
      shown.push({ seconds, label: label || UNNAMED });
    }
  }
  return shown;
}

/** The chapter that a position is in; null before the first. */
export function chapterAt(chapters: readonly Chapter[], position: number): Chapter | null {
  return chapters.findLast(({ seconds }) => seconds <= position) ?? null;
}

/** The chapter whose mark is within some seconds of a position: what a pointer means. */
export function chapterNear(chapters: readonly Chapter[], position: number, within: number): Chapter | null {
  let best: Chapter | null = null;
  for (const chapter of chapters) {
    const distance = Math.abs(chapter.seconds - position);
    if (distance <= within && (!best || distance < Math.abs(best.seconds - position))) best = chapter;
  }
  return best;
}
