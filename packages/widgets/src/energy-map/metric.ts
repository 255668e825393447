import type { StreamName } from '../energy-chart/chart-client.ts';
import type { CountryValue } from './country-value.ts';
import { loadValues } from './load-values.ts';
import type { Snapshot } from './map-client.ts';
import { netImports } from './net-imports.ts';
import { renewableShares } from './renewable-shares.ts';

/** What countries are coloured by. */
export type MetricName = 'load' | 'renewable-share' | 'net-import';

/** How a metric is made and scaled. */
export interface Metric {
  readonly name: MetricName;
  readonly stream: StreamName;
  /** What the values are in. */
  readonly unit: 'power' | 'share';
  /** Where one class ends and the next begins: fixed, so that a colour means the same in every hour. */
  readonly thresholds: readonly number[];
  /** The values of all countries in an hour. */
  readonly values: (step: number, snapshot: Snapshot) => CountryValue[];
}

const METRICS: Readonly<Record<MetricName, Metric>> = {
  load: {
    name: 'load',
    stream: 'load',
    unit: 'power',
    thresholds: [2_000, 5_000, 10_000, 20_000, 40_000],
    values: loadValues,
  },
  'renewable-share': {
    name: 'renewable-share',
    stream: 'generation',
    unit: 'share',
    thresholds: [0.2, 0.4, 0.6, 0.8],
    values: renewableShares,
  },
  'net-import': {
    name: 'net-import',
    stream: 'flows',
    unit: 'power',
    thresholds: [-4_000, -1_500, -300, 300, 1_500, 4_000],
    values: netImports,
  },
};

/** The names that there are. */
export const METRIC_NAMES = Object.keys(METRICS) as readonly MetricName[];

/** The metric of a name; undefined where an attribute names none. */
export function metricOf(name: string): Metric | undefined {
  return METRIC_NAMES.filter((known) => known === name).map((known) => METRICS[known])[0];
}

/** The class of a value: 0 for the lowest. A value at a threshold is in the class above. */
export function classOf({ thresholds }: Metric, value: number): number {
  return thresholds.filter((threshold) => threshold <= value).length;
}
