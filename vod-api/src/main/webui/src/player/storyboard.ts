/** Small pictures for the seek bar. What is parsed is pure; {@link Storyboard} fetches it when it is first wanted. */

export interface Tile {
  start: number;
  end: number;
  /** Address of the sheet. */
  sheet: string;
  x: number;
  y: number;
  width: number;
  height: number;
}

const CUE = /^(?:(\d+):)?(\d\d):(\d\d\.\d{3})\s+-->\s+(?:(\d+):)?(\d\d):(\d\d\.\d{3})/;
const PLACE = /^(.*)#xywh=(?:pixel:)?(\d+),(\d+),(\d+),(\d+)$/;

/** The tiles of a WebVTT file whose cues name places on sheets; what is no such cue is passed over. */
export function parseStoryboard(vtt: string, url: string): Tile[] {
  const tiles: Tile[] = [];
  for (const block of vtt.replace(/\r\n?/g, '\n').split(/\n{2,}/)) {
    const lines = block.split('\n');
    const timing = lines.findIndex((line) => CUE.test(line));
    const times = CUE.exec(lines[timing] ?? '');
    const place = PLACE.exec(lines[timing + 1]?.trim() ?? '');
    if (!times || !place) continue;
    const [, path = '', x, y, width, height] = place;
    tiles.push({
      start: seconds(times[1], times[2], times[3]),
      end: seconds(times[4], times[5], times[6]),
      sheet: new URL(path, url).href,
      x: Number(x), y: Number(y), width: Number(width), height: Number(height),
    });
  }
  return tiles.sort((a, b) => a.start - b.start);
}

function seconds(h = '0', m = '0', s = '0'): number {
  return Number(h) * 3600 + Number(m) * 60 + Number(s);
}

/** The tile that shows a position: the last that begins at or before it. */
export function tileAt(tiles: readonly Tile[], position: number): Tile | null {
  let low = 0;
  let high = tiles.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (tiles[middle]!.start <= position) low = middle + 1;
    else high = middle;
  }
  return tiles[Math.max(0, low - 1)] ?? null;
}

/** The storyboard of one view. Nothing is loaded before somebody points at the seek bar. */
export class Storyboard {
  private tiles: Tile[] = [];
  private asked = false;

  constructor(
    readonly view: string,
    private readonly url: string,
    private readonly load: (url: string) => Promise<string> = fetchText,
  ) {}

  /** The tile of a position; null while it is not known. */
  at(position: number): Tile | null {
    if (!this.asked) {
      this.asked = true;
      const absolute = new URL(this.url, globalThis.location?.href ?? 'http://localhost/').href;
      this.load(absolute).then(
        (vtt) => (this.tiles = parseStoryboard(vtt, absolute)),
        // A seek bar without pictures is a seek bar; another pointer tries again.
        () => (this.asked = false),
      );
    }
    return tileAt(this.tiles, position);
  }
}

async function fetchText(url: string): Promise<string> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${response.status}`);
  return response.text();
}
