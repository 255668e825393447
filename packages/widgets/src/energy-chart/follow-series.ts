import type { AreaSeries, ChartClient, ChartSelection } from './chart-client.ts';
import type { Bucket } from './detail.ts';

/** How to read, and what to do with what comes. */
export interface SeriesFollower {
  /** Undefined: values as published. */
  readonly bucket: Bucket | undefined;
  /** The series as they were known at this time, and nothing after; undefined: as they are, and how they change. */
  readonly asOf: number | undefined;
  readonly signal: AbortSignal;
  /** All series of all selections; called first when each has brought its own. */
  readonly update: (series: readonly AreaSeries[]) => void;
}

/** Reads the series of some selections together, and follows them until the signal aborts. */
export async function followSeries(
  client: ChartClient,
  selections: readonly ChartSelection[],
  { bucket, asOf, signal, update }: SeriesFollower,
): Promise<void> {
  const requests = selections.map((selection) => ({ ...selection, ...(bucket && { bucket }), signal }));
  const parts: (readonly AreaSeries[] | undefined)[] = requests.map(() => undefined);
  const take = (part: number, series: readonly AreaSeries[]): void => {
    parts[part] = series;
    if (!parts.includes(undefined)) update(parts.flatMap((one) => one ?? []));
  };
  await Promise.all(
    requests.map(async (request, part) => {
      if (asOf !== undefined) {
        const { series } = await client.series.get({ ...request, asOf });
        if (!signal.aborted) take(part, series);
        return;
      }
      for await (const { series } of client.series.watch(request)) {
        if (signal.aborted) return;
        take(part, series);
      }
    }),
  );
}
