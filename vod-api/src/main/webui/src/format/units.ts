/** `850 kbit/s`, `4.2 Mbit/s`. */
export function bitRate(bitsPerSecond: number): string {
  if (bitsPerSecond >= 1_000_000) return `${trim(bitsPerSecond / 1_000_000)} Mbit/s`;
  return `${Math.round(Math.max(0, bitsPerSecond) / 1000)} kbit/s`;
}

/** `0 B`, `12 kB`, `3.4 MB`, `1.2 GB`. */
export function bytes(count: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = Math.max(0, count);
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${unit === 0 ? value : trim(value)} ${units[unit]}`;
}

/** `3 devices`, `1 device`. */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n} ${n === 1 ? one : many}`;
}

function trim(value: number): string {
  return value >= 100 ? String(Math.round(value)) : String(Math.round(value * 10) / 10);
}
