import type { ChartData } from './chart-data.ts';

/** What is drawn: a line for each series, or all of them as one stack. */
export type Picture = 'lines' | 'stack';

/** A chart of some library on the page. Every method has asked for the picture when it returns, or when the promise that it returns resolves. */
export interface Contender {
  /** Shows the part of the time axis from one time to another, epoch milliseconds. */
  show(from: number, to: number): unknown;
  /** Adds one value to every series, after their last, and shows it all. */
  append(megawatts: readonly number[]): unknown;
  /** Hides a series, or shows it again. */
  toggle(series: number): unknown;
  destroy(): void;
}

/** Makes a chart that fills a box of {@link WIDTH} × {@link HEIGHT} and shows all that there is. */
export type MakeContender = (
  box: HTMLElement,
  data: ChartData,
  picture: Picture,
) => Promise<Contender> | Contender;

/** Size of every plot with its axes, CSS pixels. */
export const WIDTH = 1200;
export const HEIGHT = 400;

/** Colours of the series, the same for all. */
export function colorOf(series: number): string {
  return `hsl(${(series * 137) % 360} 65% 45%)`;
}

/** Names of the series. */
export const AREAS = 'AL AT BA BE BG CH CZ DE DK EE ES FI FR GR HR HU IE IT LT LU'.split(' ');

/** The values of a series from their bytes, without a copy. */
export function valuesOf(bytes: ArrayBuffer): Float64Array {
  return new Float64Array(bytes);
}
