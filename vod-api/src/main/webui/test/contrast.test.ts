import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

/** WCAG 2.2, 1.4.3: text 4.5 : 1; 1.4.11: what one must see of a control 3 : 1. */
const TEXT = [
  ['text', 'ground'], ['text', 'surface'], ['text', 'raised'], ['soft', 'ground'], ['soft', 'surface'], ['soft', 'raised'],
  ['accent', 'ground'], ['accent', 'surface'], ['accent', 'accent-soft'], ['on-accent', 'accent'], ['on-accent', 'accent-hover'],
  ['good', 'good-soft'], ['warn', 'warn-soft'], ['bad', 'bad-soft'], ['bad', 'surface'], ['warn', 'surface'],
  ['dark-text', 'dark-0'], ['dark-text', 'dark-3'], ['dark-soft', 'dark-1'], ['dark-soft', 'dark-2'],
] as const;
const CONTROLS = [
  ['line-strong', 'surface'], ['line-strong', 'ground'], ['accent', 'ground'], ['dark-accent', 'dark-3'], ['dark-accent', 'dark-1'],
] as const;

const css = readFileSync(join(import.meta.dirname, '../src/styles/tokens.css'), 'utf8');

function tokens(text: string): Record<string, string> {
  return Object.fromEntries([...text.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6});/g)].map(([, name, value]) => [name!, value!]));
}

const light = tokens(css.split('@media')[0]!);
const dark = { ...light, ...tokens(css.split('@media')[1]!) };

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [x, y] = [luminance(a), luminance(b)].sort((p, q) => q - p) as [number, number];
  return (x + 0.05) / (y + 0.05);
}

describe.each([['light', light], ['dark', dark]] as const)('%s colours', (_, colours) => {
  it.each(TEXT)('%s on %s is readable', (front, back) => {
    expect(contrast(colours[front]!, colours[back]!)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(CONTROLS)('%s on %s is visible', (front, back) => {
    expect(contrast(colours[front]!, colours[back]!)).toBeGreaterThanOrEqual(3);
  });

  it('white on live is readable', () => {
    expect(contrast('#ffffff', colours['live']!)).toBeGreaterThanOrEqual(4.5);
  });
});
