import type { Slide } from '../api/types';

/** Slides of a lecture: which stands there, and which have some words. Pure. */

/** The slide that stands at a position; null where none does. */
export function slideAt(slides: readonly Slide[], position: number): Slide | null {
  return slides.findLast((slide) => slide.seconds <= position + 0.05 && position < slide.untilSeconds) ?? null;
}

/** What a slide is called: its first line of more than a scrap. */
export function titleOf(slide: Slide): string {
  const lines = slide.text.split('\n').filter((line) => line.trim());
  const first = lines.find((line) => /\p{L}.*\p{L}.*\p{L}.*\p{L}/u.test(line)) ?? lines[0] ?? '';
  return first.length > 80 ? `${first.slice(0, 79).trimEnd()}…` : first;
}

/** The words of a search, plain: without accents and capitals. */
export function searchWords(query: string): string[] {
  return plain(query).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
}

/** The slides on which all words begin a word. */
export function slidesWith(slides: readonly Slide[], query: string): Slide[] {
  const words = searchWords(query);
  if (words.length === 0) return [...slides];
  return slides.filter((slide) => {
    const there = plain(slide.text).split(/[^\p{L}\p{N}]+/u);
    return words.every((word) => there.some((one) => one.startsWith(word)));
  });
}

export interface Piece {
  text: string;
  found: boolean;
}

/** A text cut where words of a search begin a word, so that they can be marked. */
export function marked(text: string, query: string): Piece[] {
  const words = searchWords(query);
  const pieces: Piece[] = [];
  for (const part of text.split(/([\p{L}\p{N}\p{M}]+)/u)) {
    const word = plain(part);
    const found = words.filter((one) => word.startsWith(one)).length > 0;
    const last = pieces.at(-1);
    if (!part) continue;
    if (last && last.found === found) last.text += part;
    else pieces.push({ text: part, found });
  }
  return pieces;
}

/** The line of a text that has the first of the words, else its first line. */
export function lineWith(text: string, query: string): string {
  const words = searchWords(query);
  const lines = text.split('\n').filter((line) => line.trim());
  const has = (line: string) => plain(line).split(/[^\p{L}\p{N}]+/u).some((one) => words.some((word) => one.startsWith(word)));
  return lines.find(has) ?? lines[0] ?? '';
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
