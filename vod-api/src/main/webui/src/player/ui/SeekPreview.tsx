import { useEffect, useState } from 'preact/hooks';
import type { Storyboard, Tile } from '../storyboard';

/** The pictures of a position, above the seek bar. */
export function SeekPreview({ storyboards, position }: { storyboards: readonly Storyboard[]; position: number }) {
  const [, draw] = useState(0);
  const tiles = storyboards.map((one) => one.at(position)).filter((tile): tile is Tile => tile !== null);
  useEffect(() => {
    if (tiles.length === storyboards.length) return undefined;
    // They come within a moment, or never.
    const timer = setInterval(() => draw((n) => n + 1), 150);
    return () => clearInterval(timer);
  }, [tiles.length, storyboards]);
  return (
    <>
      {tiles.map((tile) => (
        <span
          key={tile.sheet}
          class="seek-tile"
          data-start={tile.start}
          style={{
            width: `${tile.width}px`,
            height: `${tile.height}px`,
            backgroundImage: `url("${tile.sheet}")`,
            backgroundPosition: `-${tile.x}px -${tile.y}px`,
          }}
        />
      ))}
    </>
  );
}
