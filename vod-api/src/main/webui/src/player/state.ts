/** What the player shows. Pure functions over plain values; drawing is in the components. */

export interface Level {
  index: number;
  label: string;
}

export interface ViewState {
  name: string;
  role: string;
  kind: 'VIDEO' | 'AUDIO';
  loaded: boolean;
  levels: Level[];
  /** The level that plays now, -1 while none does. */
  level: number;
  /** The level that the person chose, -1 for automatic. */
  chosenLevel: number;
  behind: boolean;
  /** Why it cannot be shown; null if it can. */
  problem: string | null;
}

export type Range = readonly [start: number, end: number];

export interface PlayerState {
  phase: 'loading' | 'ready' | 'ended' | 'failed';
  wantsPlay: boolean;
  /** The picture stands although it should move. */
  waiting: boolean;
  position: number;
  /** End of what can be played. */
  end: number;
  live: boolean;
  buffered: Range[];
  rate: number;
  volume: number;
  muted: boolean;
  views: ViewState[];
  layout: Layout;
  /** Trouble that the player works on by itself. */
  notice: string | null;
  /** Trouble that needs the person. */
  problem: string | null;
}

export interface Layout {
  /** Views on the stage; the first is the main one. */
  shown: string[];
  /** Equal sizes, or the first big. */
  arrangement: 'side' | 'main';
}

export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** How far behind the end of a growing lecture "newest" is: it grows in steps of a chunk. */
export const LIVE_DISTANCE = 18;

const ORDER = ['presenter', 'slides', 'board', 'audience', 'audio'];

/** Views in the order in which they are offered. */
export function byRole<T extends { name: string; role: string }>(views: T[]): T[] {
  const rank = (view: T) => {
    const at = ORDER.indexOf(view.role.toLowerCase());
    return at < 0 ? ORDER.length : at;
  };
  return [...views].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));
}

/** The first two pictures. */
export function firstLayout(views: { name: string; role: string; kind: string }[]): Layout {
  const ordered = byRole(views);
  const pictures = ordered.filter((view) => view.kind !== 'AUDIO');
  const shown = (pictures.length > 0 ? pictures : ordered).slice(0, 2).map((view) => view.name);
  return { shown, arrangement: 'side' };
}

/** Puts the view on the stage, or takes it off; one always stays. */
export function toggleView(layout: Layout, name: string): Layout {
  if (!layout.shown.includes(name)) return { ...layout, shown: [...layout.shown, name] };
  return layout.shown.length === 1 ? layout : { ...layout, shown: layout.shown.filter((other) => other !== name) };
}

/** Makes the view the big one. */
export function bigView(layout: Layout, name: string): Layout {
  return { arrangement: 'main', shown: [name, ...layout.shown.filter((other) => other !== name)] };
}

/** The next view becomes the first. */
export function swapViews(layout: Layout): Layout {
  const [first, ...rest] = layout.shown;
  return first === undefined || rest.length === 0 ? layout : { ...layout, shown: [...rest, first] };
}

/** Stretches that are buffered in both. */
export function commonRanges(a: readonly Range[], b: readonly Range[]): Range[] {
  const both: Range[] = [];
  for (const [aStart, aEnd] of a) {
    for (const [bStart, bEnd] of b) {
      const start = Math.max(aStart, bStart);
      const end = Math.min(aEnd, bEnd);
      if (end - start > 0.01) both.push([start, end]);
    }
  }
  return both.sort(([x], [y]) => x - y);
}

/** Seconds buffered ahead of the position without a hole larger than a frame. */
export function bufferedAhead(ranges: readonly Range[], position: number): number {
  let reached = position;
  for (const [start, end] of [...ranges].sort(([x], [y]) => x - y)) {
    if (start > reached + 0.1) break;
    if (end > reached) reached = end;
  }
  return reached - position;
}

/** The newest position from which a growing lecture plays without running dry. */
export function newestPosition(end: number): number {
  return Math.max(0, end - LIVE_DISTANCE);
}

export function isAtNewest(state: Pick<PlayerState, 'live' | 'position' | 'end'>): boolean {
  return state.live && state.position >= newestPosition(state.end) - 12;
}

/** A position that can be sought to. A frame is left before the end, so that it does not just end. */
export function clampPosition(position: number, end: number): number {
  if (!Number.isFinite(position)) return 0;
  return Math.min(Math.max(0, position), Math.max(0, end - 0.05));
}

/** Where to begin: where the person was, else the newest of a growing lecture, else the start. */
export function startPosition(saved: number | null, live: boolean, end: number): number {
  if (saved !== null && (end === 0 || saved < end - 1)) return saved;
  return live ? newestPosition(end) : 0;
}

/** The next speed up or down, from any speed. */
export function nextRate(rate: number, direction: 1 | -1): number {
  const next = direction > 0 ? RATES.find((one) => one > rate) : RATES.findLast((one) => one < rate);
  return next ?? rate;
}

/** Names for levels: heights, with the bit rate where two share one. */
export function levelLabels(levels: { height: number; bitrate: number }[]): Level[] {
  const heights = levels.map((level) => level.height);
  return levels
    .map((level, index) => {
      const shared = heights.filter((height) => height === level.height).length > 1;
      const kbit = `${Math.round(level.bitrate / 1000)} kbit/s`;
      const label = level.height === 0 ? kbit : shared ? `${level.height}p · ${kbit}` : `${level.height}p`;
      return { index, label, height: level.height, bitrate: level.bitrate };
    })
    .sort((a, b) => b.height - a.height || b.bitrate - a.bitrate)
    .map(({ index, label }) => ({ index, label }));
}
