import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';

/**
 * What a visitor downloads, gzip-compressed kilobytes. Raise a number only in the change that grows
 * it, and say there what the weight is good for.
 */
const BUDGET_KB = {
  /** Everything that the list of lectures needs: start code, list, styles. */
  list: 26,
  /** The player's own chunk, hls.js in it; the address for other players is the last half kilobyte. */
  player: 152.5,
  /**
   * The schedule (weeks, import, extend, mark) weighs 5 of it, slides and storyboards 3, silences and the
   * waveform 1, uploads 3; what staff use, students do not load.
   */
  everything: 216,
};

const OUT = join(import.meta.dirname, '../node_modules/.cache/bundle-test');

interface File {
  name: string;
  kb: number;
}

let files: File[] = [];

beforeAll(async () => {
  await build({ logLevel: 'silent', build: { outDir: OUT, emptyOutDir: true } });
  const assets = join(OUT, 'assets');
  files = readdirSync(assets).map((name) => ({ name, kb: gzipSync(readFileSync(join(assets, name))).length / 1000 }));
}, 60_000);

const total = (wanted: (file: File) => boolean) => files.filter(wanted).reduce((sum, { kb }) => sum + kb, 0);

describe('bundle', () => {
  it('list_isLight', () => {
    const others = /^(PlayerPage|ManagePage|RoomPage|RoomsPage)-/;
    expect(total(({ name }) => !others.test(name))).toBeLessThan(BUDGET_KB.list);
  });

  it('player_staysWithinItsBudget', () => {
    expect(total(({ name }) => name.startsWith('PlayerPage-') && name.endsWith('.js'))).toBeLessThan(BUDGET_KB.player);
  });

  it('everything_staysWithinItsBudget', () => {
    expect(total(() => true)).toBeLessThan(BUDGET_KB.everything);
  });

  it('pages_askNothingOfOtherHosts', () => {
    expect(existsSync(join(OUT, 'index.html'))).toBe(true);
    const html = readFileSync(join(OUT, 'index.html'), 'utf8');
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    for (const { name } of files.filter((file) => file.name.endsWith('.css'))) {
      expect(readFileSync(join(OUT, 'assets', name), 'utf8')).not.toMatch(/url\(\s*['"]?(https?:)?\/\//);
    }
  });
});
