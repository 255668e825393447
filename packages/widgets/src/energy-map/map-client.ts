import type { TimeSpan } from '../chart/time-span.ts';
import type {
  AreaSeries,
  AreaType,
  ChartArea,
  ChartClient,
  StreamName,
} from '../energy-chart/chart-client.ts';

/** The newest value of one series at a time. */
export interface SnapshotValue {
  readonly key: AreaSeries['key'];
  /** Start of its interval, epoch milliseconds. */
  readonly start: number;
  readonly stepMs: number;
  readonly megawatts: number;
}

/** What flows over one border in the newest interval that both its directions know. */
export interface BorderFlow {
  readonly first: ChartArea;
  readonly second: ChartArea;
  /** Positive from first to second, negative from second to first. */
  readonly netMegawatts: number;
  /** Start of its interval, epoch milliseconds. */
  readonly start: number;
  readonly stepMs: number;
}

/** The state of a stream at a time. */
export interface Snapshot {
  /** Load and generation. */
  readonly values: readonly SnapshotValue[];
  /** Flows, each border once. */
  readonly borders: readonly BorderFlow[];
  readonly cursor: { readonly revision: number };
}

/** What `<energy-map>` needs of a client: the part of `@wattlet/sdk` that it uses. */
export interface MapClient {
  readonly live: ChartClient['live'];
  readonly series: {
    areas(request: {
      readonly stream: StreamName;
      readonly areaType: AreaType;
      readonly signal: AbortSignal;
    }): Promise<readonly ChartArea[]>;
    snapshot(request: {
      readonly stream: StreamName;
      readonly areaType: AreaType;
      /** Epoch milliseconds. */
      readonly at: number;
      readonly signal: AbortSignal;
    }): Promise<Snapshot>;
    watchAreas(request: {
      readonly stream: StreamName;
      readonly areaType: AreaType;
      /** The range, epoch milliseconds. */
      readonly from: number;
      readonly to: number;
      readonly signal: AbortSignal;
    }): AsyncIterable<MapWatchEvent>;
  };
}

/** An event of a watch of every area: the areas at first, then where something has changed. */
export interface MapWatchEvent {
  readonly type: 'snapshot' | 'change' | 'reset';
  /** Where something may have changed. */
  readonly range: TimeSpan;
  /** As they were last read. */
  readonly areas: readonly ChartArea[];
  readonly cursor: { readonly revision: number };
}

/** The interval of a value. */
export function spanOf({ start, stepMs }: { readonly start: number; readonly stepMs: number }): TimeSpan {
  return { from: start, to: start + stepMs };
}
