import type { BenchRow } from '../bench-row.ts';
import { CONTENDERS, type ContenderName } from './bundle-page.ts';
import { ChartPage } from './chart-page.ts';

/** Device pixels per CSS pixel that everything is measured at. */
export const SCALES = [1, 2] as const;

/** How a figure is measured on one page. */
export interface ChartFigure {
  readonly id: string;
  readonly unit: string;
  /** Rounds that count, after one that does not. */
  readonly rounds: number;
  readonly scales?: readonly number[];
  /** Before the first round. */
  readonly prepare?: (page: ChartPage) => Promise<unknown>;
  /** A round: some values, less is better. */
  readonly measure: (page: ChartPage) => Promise<readonly number[]>;
  /** What is told of the values, by the end of the row's name, and the most it may be of the best peer's. */
  readonly reach: Readonly<Record<string, { readonly share: number; readonly most: number }>>;
}

/** The best peer is one of these; the others are printed only. */
const PEERS: readonly ContenderName[] = ['uplot', 'echarts', 'highcharts'];

/** Measures all contenders in turn, round by round, each on a page of its own, and puts ours beside the best peer. */
export async function compareCharts(figure: ChartFigure): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  for (const scale of figure.scales ?? SCALES) {
    const values = await measureInTurn(figure, scale);
    for (const [name, { share, most }] of Object.entries(figure.reach)) {
      const told = new Map([...values].map(([contender, all]) => [contender, quantile(all, share)]));
      rows.push(rowOf(figure, { told, most, id: `${figure.id}${scale === 1 ? '' : `.${scale}x`}${name}` }));
    }
  }
  return rows;
}

async function measureInTurn(figure: ChartFigure, scale: number): Promise<Map<ContenderName, number[]>> {
  await using pages = new AsyncDisposableStack();
  const contenders: { page: ChartPage; values: number[] }[] = [];
  for (const name of CONTENDERS) {
    const page = pages.use(await ChartPage.open(name, scale));
    await figure.prepare?.(page);
    contenders.push({ page, values: [] });
  }
  for (let round = -1; round < figure.rounds; round++) {
    for (const { page, values } of round % 2 === 0 ? contenders : contenders.toReversed()) {
      const measured = await figure.measure(page);
      if (round >= 0) values.push(...measured);
    }
  }
  return new Map(contenders.map(({ page, values }) => [page.name, values]));
}

interface RowInput {
  readonly id: string;
  readonly told: ReadonlyMap<ContenderName, number>;
  readonly most: number;
}

function rowOf({ unit }: ChartFigure, { id, told, most }: RowInput): BenchRow {
  const [best] = PEERS.toSorted((a, b) => (told.get(a) ?? 0) - (told.get(b) ?? 0));
  const value = told.get('energy-chart') ?? Number.NaN;
  const peer = best ?? 'uplot';
  const peerValue = told.get(peer) ?? Number.NaN;
  const all = [...told].map(([name, one]) => `${name} ${one.toFixed(one < 10 ? 2 : 0)}`).join(', ');
  const ratio = value / peerValue;
  return {
    ...{ id, value, unit, peer, peer_value: peerValue, ratio },
    reach: `ratio ≤ ${most}`,
    reached: ratio <= most,
    note: `${all} ${unit}`,
  };
}

/** The value that so large a share of the values (0 to 1) lies below; NaN of none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.round((sorted.length - 1) * share)] ?? Number.NaN;
}

/** How many series of how many values are drawn: 350,400 points, quarter hours of a year. */
export const YEAR = [10, 35_040] as const;

/** The share of frames that p50 and p95 stand for. */
export const P50 = 0.5;
export const P95 = 0.95;
