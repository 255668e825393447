import type { Segment } from '../chart/segment.ts';
import type { LiveClient } from '../element/live-client.ts';
import type { Bucket } from './detail.ts';

/** The streams that a chart can show. */
export type StreamName = 'load' | 'generation' | 'flows';

/** The role in which an area is published: country, bidding zone or control area. */
export type AreaType = 'CTY' | 'BZN' | 'CTA';

/** An area of the European grid. */
export interface ChartArea {
  /** EIC code, 16 characters. */
  readonly eic: string;
  readonly areaType: AreaType;
  /** Short alias, for example "GR". */
  readonly mapCode: string;
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  /** Start of the first interval with a value, epoch milliseconds. */
  readonly dataFrom?: number;
  /** End of the newest interval with a value, epoch milliseconds. */
  readonly dataUntil?: number;
}

/** The values of one series, as the SDK hands them out. */
export interface AreaSeries {
  readonly key: {
    /** For flows the area that the power leaves. */
    readonly area: ChartArea;
    /** Flows: the area that the power enters. */
    readonly toArea?: ChartArea;
    readonly productionType?: string;
    readonly measure: 'value' | 'output' | 'consumption';
  };
  readonly segments: readonly Segment[];
}

/** What a chart asks for; `from` and `to` are epoch milliseconds. */
export type ChartSelection = {
  readonly from: number;
  readonly to: number;
  readonly areaType: AreaType;
} & (
  | { readonly stream: 'load' | 'generation'; readonly area: string }
  | { readonly stream: 'flows'; readonly fromArea: string }
  | { readonly stream: 'flows'; readonly toArea: string }
);

/** What a chart asks to be kept informed of. */
export type ChartWatchRequest = ChartSelection & {
  /** Asks for means of buckets with their extremes in place of the published values. */
  readonly bucket?: Bucket;
};

/** Asks for series once. */
export type ChartReadRequest = ChartWatchRequest & {
  /** As they were known at this time, epoch milliseconds; as they are known now unless given. */
  readonly asOf?: number;
  /** The values that were published first, whatever they were revised to. */
  readonly version?: 'first-published';
  /** Whether to pass by what browsers and CDNs may have kept: something has just changed. */
  readonly isFresh?: boolean;
  readonly signal: AbortSignal;
};

/** Asks for statistics per bucket of local time. */
export type ChartProfileRequest = ChartSelection & {
  readonly bucket: 'hour-of-day' | 'day-of-week';
  /** IANA name. */
  readonly timeZone: string;
  /** Of the series as they were known at this time, epoch milliseconds; as they are known now unless given. */
  readonly asOf?: number;
  /** Whether to pass by what browsers and CDNs may have kept: something has just changed. */
  readonly isFresh?: boolean;
  readonly signal: AbortSignal;
};

/** Statistics of one series: hours of the day from 0, days of the week from 1, Monday. */
export interface AreaProfile {
  readonly key: AreaSeries['key'];
  readonly points: readonly {
    readonly bucket: number;
    readonly meanMegawatts: number;
    readonly medianMegawatts: number;
    /** The time that the figures rest on, in milliseconds; absent where that is all of it. */
    readonly coveredMs?: number;
  }[];
}

/** All series of a watch as they are after one event: first read, changed, or read afresh. */
export interface ChartWatchEvent {
  readonly type: 'snapshot' | 'patch' | 'reset';
  readonly series: readonly AreaSeries[];
}

/** What `<energy-chart>` needs of a client: the part of `@wattlet/sdk` that it uses, so that a host can bring its own. */
export interface ChartClient extends LiveClient {
  readonly series: {
    areas(request: {
      readonly stream: StreamName;
      readonly areaType: AreaType;
      readonly signal: AbortSignal;
    }): Promise<readonly ChartArea[]>;
    get(request: ChartReadRequest): Promise<{ readonly series: readonly AreaSeries[] }>;
    profile(request: ChartProfileRequest): Promise<{ readonly profiles: readonly AreaProfile[] }>;
    watch(request: ChartWatchRequest & { readonly signal: AbortSignal }): AsyncIterable<ChartWatchEvent>;
  };
}
