import type { TimeSpan } from '../chart/time-span.ts';
import type { AreaType, ChartSelection, StreamName } from './chart-client.ts';

/** What a chart is about. */
export interface ChartSubject {
  readonly stream: StreamName;
  readonly area: string;
  readonly areaType: AreaType;
}

/** What to ask a client for. Flows take two requests: what leaves the area and what enters it. */
export function requestsOf(
  { stream, area, areaType }: ChartSubject,
  { from, to }: TimeSpan,
): ChartSelection[] {
  const common = { areaType, from, to };
  if (stream !== 'flows') return [{ stream, area, ...common }];
  return [
    { stream, fromArea: area, ...common },
    { stream, toArea: area, ...common },
  ];
}
