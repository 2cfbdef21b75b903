/** A waveform as audiowaveform writes it (JSON, version 2): least and most of each pixel in turn. */
export interface Waveform {
  sample_rate: number;
  samples_per_pixel: number;
  bits: number;
  length: number;
  data: readonly number[];
}

/** How long it is, seconds. */
export function lengthOf({ length, samples_per_pixel, sample_rate }: Waveform): number {
  return (length * samples_per_pixel) / sample_rate;
}

/** The outline of a waveform as an SVG path, `columns` wide and 2 high around 0; the loudest fills it. Pure. */
export function outline(waveform: Waveform, columns: number): string {
  const { data, length } = waveform;
  const shown = Math.max(1, Math.min(columns, length));
  const upper: string[] = [];
  const lower: string[] = [];
  const full = Math.max(1, ...data.map(Math.abs));
  for (let column = 0; column < shown; column++) {
    const from = Math.floor((column * length) / shown);
    const until = Math.max(from + 1, Math.floor(((column + 1) * length) / shown));
    let least = 0;
    let most = 0;
    for (let pixel = from; pixel < until; pixel++) {
      least = Math.min(least, data[2 * pixel] ?? 0);
      most = Math.max(most, data[2 * pixel + 1] ?? 0);
    }
    const x = ((column * columns) / shown).toFixed(1);
    upper.push(`${x} ${(-most / full).toFixed(2)}`);
    lower.push(`${x} ${(-least / full).toFixed(2)}`);
  }
  return `M${[...upper, ...lower.reverse()].join('L')}Z`;
}
