import { describe, expect, it, vi } from 'vitest';
import type { Slide } from '../src/api/types';
import { outline } from '../src/manage/waveform';
import { lineWith, marked, slideAt, slidesWith, titleOf } from '../src/player/slides';
import { parseStoryboard, Storyboard, tileAt } from '../src/player/storyboard';

const VTT = `WEBVTT

00:00:00.000 --> 00:00:06.000
storyboard/000-a.jpg#xywh=0,0,160,90

00:00:06.000 --> 00:00:12.000
storyboard/000-a.jpg#xywh=160,0,160,90

NOTE nothing of ours

01:00:00.000 --> 01:00:06.500
storyboard/001-b.jpg#xywh=0,90,160,90
`;
const URL_OF_VTT = 'http://host/play/1.x/lecture/1/slides/storyboard-c.vtt';

const slide = (seconds: number, untilSeconds: number, text: string): Slide => ({
  view: 'slides', seconds, untilSeconds, imageUrl: '', thumbnailUrl: '', text,
});
const SLIDES = [
  slide(0, 10, 'Thermodynamics\nLecture 4'),
  slide(10, 30, 'Entropy grows\nBoltzmann\u2019s constant'),
  slide(35, 60, ''),
];

describe('storyboard', () => {
  it('tiles_areReadWithTheirSheets', () => {
    const tiles = parseStoryboard(VTT, URL_OF_VTT);
    expect(tiles).toHaveLength(3);
    expect(tiles[1]).toEqual({
      start: 6, end: 12, sheet: 'http://host/play/1.x/lecture/1/slides/storyboard/000-a.jpg', x: 160, y: 0, width: 160, height: 90,
    });
    expect(tiles[2]!.start).toBe(3600);
    expect(parseStoryboard(VTT.replaceAll('\n', '\r\n'), URL_OF_VTT)).toEqual(tiles);
    expect(parseStoryboard('no such file', URL_OF_VTT)).toEqual([]);
  });

  it('tileAt_isTheLastThatHasBegun', () => {
    const tiles = parseStoryboard(VTT, URL_OF_VTT);
    expect(tileAt(tiles, 0)).toBe(tiles[0]);
    expect(tileAt(tiles, 5.99)).toBe(tiles[0]);
    expect(tileAt(tiles, 6)).toBe(tiles[1]);
    expect(tileAt(tiles, 3000)).toBe(tiles[1]);
    expect(tileAt(tiles, 9999)).toBe(tiles[2]);
    expect(tileAt([], 1)).toBeNull();
  });

  it('storyboard_isFetchedOnce_whenItIsFirstWanted', async () => {
    const load = vi.fn(() => Promise.resolve(VTT));
    const storyboard = new Storyboard('slides', URL_OF_VTT, load);
    expect(load).not.toHaveBeenCalled();
    expect(storyboard.at(7)).toBeNull();
    await Promise.resolve();
    expect(storyboard.at(7)?.x).toBe(160);
    expect(load).toHaveBeenCalledTimes(1);
  });

  it('storyboard_thatCannotBeFetched_isTriedAgain', async () => {
    const load = vi.fn(() => Promise.reject(new Error('away')));
    const storyboard = new Storyboard('slides', URL_OF_VTT, load);
    storyboard.at(1);
    await new Promise((done) => setTimeout(done));
    storyboard.at(1);
    expect(load).toHaveBeenCalledTimes(2);
  });
});

describe('slides', () => {
  it('slideAt_isTheOneThatStands', () => {
    expect(slideAt(SLIDES, 0)).toBe(SLIDES[0]);
    expect(slideAt(SLIDES, 10)).toBe(SLIDES[1]);
    // A seek may land a hair before the mark.
    expect(slideAt(SLIDES, 9.98)?.seconds).toBe(10);
    expect(slideAt(SLIDES, 32)).toBeNull();
    expect(slideAt([], 1)).toBeNull();
  });

  it('search_findsSlidesOnWhichAllWordsBegin_whateverTheAccents', () => {
    expect(slidesWith(SLIDES, '')).toEqual(SLIDES);
    expect(slidesWith(SLIDES, 'ENTR boltz')).toEqual([SLIDES[1]]);
    expect(slidesWith(SLIDES, 'entropy thermodynamics')).toEqual([]);
    expect(slidesWith([slide(0, 1, 'Größe Élan')], 'grosse')).toEqual([]);
    expect(slidesWith([slide(0, 1, 'Größe Élan')], 'größe elan')).toHaveLength(1);
  });

  it('words_areMarkedWhereTheyBegin', () => {
    expect(marked('Entropy grows', 'entr')).toEqual([{ text: 'Entropy', found: true }, { text: ' grows', found: false }]);
    expect(marked('Entropy', '')).toEqual([{ text: 'Entropy', found: false }]);
    expect(marked('Entropy grows', 'e g').map(({ text }) => text).join('')).toBe('Entropy grows');
  });

  it('slide_isCalledByItsFirstLine_orByTheOneThatWasFound', () => {
    expect(titleOf(SLIDES[1]!)).toBe('Entropy grows');
    expect(titleOf(SLIDES[2]!)).toBe('');
    // What stands above the title may be a scrap of a logo or a clock.
    expect(titleOf(slide(0, 1, 'he\n12:04\nFirst law'))).toBe('First law');
    expect(titleOf(slide(0, 1, 'Q & A'))).toBe('Q & A');
    expect(lineWith(SLIDES[1]!.text, 'boltz')).toBe('Boltzmann\u2019s constant');
    expect(titleOf(slide(0, 1, 'x'.repeat(200)))).toHaveLength(80);
  });
});

describe('waveform', () => {
  it('outline_isAsWideAsWanted_andTheLoudestFillsIt', () => {
    const data = [0, 0, -10, 20, -40, 5, 0, 0];
    const path = outline({ sample_rate: 100, samples_per_pixel: 50, bits: 8, length: 4, data }, 2);
    expect(path).toBe('M0.0 -0.50L1.0 -0.13L1.0 1.00L0.0 0.25Z');
    expect(outline({ sample_rate: 1, samples_per_pixel: 1, bits: 8, length: 0, data: [] }, 10)).toMatch(/^M.*Z$/);
  });
});
