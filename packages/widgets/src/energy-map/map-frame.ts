import type { TimeSpan } from '../chart/time-span.ts';
import type { ChartArea } from '../energy-chart/chart-client.ts';
import type { CountryValue } from './country-value.ts';
import { borderPlace, COUNTRY_SHAPES } from './europe.ts';
import { type Snapshot, spanOf } from './map-client.ts';
import type { Metric } from './metric.ts';
import { isWithinStep } from './time-steps.ts';

/** What flows over a border in an hour, net, in the direction in which it flows. */
export interface NetFlow {
  readonly from: ChartArea;
  readonly to: ChartArea;
  /** Never negative. */
  readonly megawatts: number;
  /** The interval it is for. */
  readonly span: TimeSpan;
}

/** Everything that the map shows of an hour. */
export interface MapFrame {
  readonly metric: Metric;
  /** Start of the hour, epoch milliseconds. */
  readonly step: number;
  /** By map code, of the countries on the map. */
  readonly countries: ReadonlyMap<string, CountryValue>;
  /** The borders that are known in the hour, the most first. */
  readonly flows: readonly NetFlow[];
}

/** The snapshots of one hour. */
export interface FrameData {
  readonly values: Snapshot;
  readonly flows: Snapshot;
}

const ON_THE_MAP: ReadonlySet<string> = new Set(COUNTRY_SHAPES.map(({ code }) => code));

/** Makes what is shown of what is known. */
export function makeFrame(metric: Metric, step: number, { values, flows }: FrameData): MapFrame {
  const countries = metric.values(step, values).filter(({ area }) => ON_THE_MAP.has(area.mapCode));
  return {
    metric,
    step,
    countries: new Map(countries.map((country) => [country.area.mapCode, country])),
    flows: flows.borders
      .filter((border) => isWithinStep(step, border))
      .filter(({ first, second }) => borderPlace(first.mapCode, second.mapCode))
      .map(({ first, second, netMegawatts, ...interval }) => ({
        ...(netMegawatts < 0 ? { from: second, to: first } : { from: first, to: second }),
        megawatts: Math.abs(netMegawatts),
        span: spanOf(interval),
      }))
      .sort((a, b) => b.megawatts - a.megawatts),
  };
}

/** How many countries have a value in the hour. */
export function knownCountries({ countries }: MapFrame): number {
  return [...countries.values()].filter(({ value }) => value !== undefined).length;
}

/** The intervals that are shown of the hour, each once: some publish by the hour, others by the quarter. */
export function shownSpans({ countries, flows }: MapFrame): readonly TimeSpan[] {
  const known = [...countries.values()].filter(({ value }) => value !== undefined);
  const spans = [...known, ...flows].map(({ span }) => span);
  return [...new Map(spans.map((span) => [`${span.from} ${span.to}`, span])).values()];
}

/** The flows of one country: what it imports first, then what it exports, the most first. */
export function flowsOf({ flows }: MapFrame, code: string): readonly NetFlow[] {
  const own = flows.filter(({ from, to }) => from.mapCode === code || to.mapCode === code);
  return [...own.filter(({ to }) => to.mapCode === code), ...own.filter(({ from }) => from.mapCode === code)];
}
