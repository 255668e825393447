/** Series to be drawn, as they come from somewhere: the bytes of their values. */
export interface ChartData {
  /** Start of the first interval, epoch milliseconds UTC. */
  readonly start: number;
  readonly stepMs: number;
  /** For each series the means of its intervals in megawatts, as 64-bit floats of this machine; NaN is a gap. */
  readonly bytes: readonly ArrayBuffer[];
}

const DAY_MS = 86_400_000;
/** Where every made year begins, epoch milliseconds. */
export const DATA_START = Date.UTC(2022, 0, 1);
export const QUARTER_HOUR_MS = 900_000;

/**
 * Makes series like those of countries: a daily and a yearly wave, noise, values to a hundredth of a megawatt,
 * and a gap of hours in every month. The same for everybody who asks.
 */
export function makeChartData(seriesCount: number, length: number): ChartData {
  const bytes = Array.from({ length: seriesCount }, (_, index) => {
    const random = randomFrom(index + 1);
    const values = new Float64Array(length);
    for (let i = 0; i < length; i++) values[i] = valueAt(index, i, random());
    for (let gap = 500 + index * 97; gap < length; gap += 2_900)
      values.fill(Number.NaN, gap, gap + 8 + index);
    return values.buffer;
  });
  return { start: DATA_START, stepMs: QUARTER_HOUR_MS, bytes };
}

/** The value of every series in the i-th interval, where they go on without a gap. */
export function valuesAt(seriesCount: number, i: number): number[] {
  return Array.from({ length: seriesCount }, (_, index) => valueAt(index, i, randomFrom(index + i)()));
}

function valueAt(index: number, i: number, noise: number): number {
  const days = (i * QUARTER_HOUR_MS) / DAY_MS;
  const daily = Math.sin(2 * Math.PI * days + index);
  const yearly = Math.cos((2 * Math.PI * days) / 365 + index);
  const megawatts = 1_500 + index * 420 + daily * 400 + yearly * 300 + (noise - 0.5) * 350;
  return Math.round(megawatts * 100) / 100;
}

/** The generator mulberry32: numbers in [0, 1), the same for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
