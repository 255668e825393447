import type { Cursor } from '../series/cursor.ts';
import type { TimeRange } from '../series/segment.ts';
import type { Area, SeriesKey, StreamName } from '../series/series-key.ts';

/** An area, and how far its new values reach, epoch milliseconds. */
export interface AreaReach {
  readonly area: Area;
  readonly until?: number;
}

/** A value beyond every other that was stored of its series at its resolution. */
export interface RecordValue {
  readonly key: SeriesKey;
  /** `lowest` is of load only. */
  readonly kind: 'highest' | 'lowest';
  readonly megawatts: number;
  /** The interval that the value is for: its start, epoch milliseconds, and its length. */
  readonly start: number;
  readonly stepMs: number;
  /** The record until then, and the start of the UTC day that it was on. */
  readonly formerMegawatts: number;
  readonly formerDay: number;
  /** Start of the first UTC day that was compared with. */
  readonly since: number;
}

/** What one import has changed. */
export interface NewsItem {
  readonly stream: StreamName;
  readonly revision: number;
  readonly at: Date;
  readonly file: string;
  /** Values where none were known; of flows by the area that power leaves, those that reach furthest first. */
  readonly added?: { readonly count: number; readonly areas: readonly AreaReach[] };
  /** Values that are others now, for how long nothing is known any more, and around which time both are. */
  readonly revised?: {
    readonly changed: number;
    readonly removedMs: number;
    readonly range: TimeRange;
    readonly areas: readonly Area[];
  };
  readonly records: readonly RecordValue[];
}

/** A page of news, newest first. */
export interface NewsPage {
  readonly items: readonly NewsItem[];
  /** For the next page; absent at the end. */
  readonly nextPageToken?: string;
  /** Where each stream that was asked for stood. One that is down has no cursor, and no news in the page. */
  readonly streams: readonly { readonly stream: StreamName; readonly cursor?: Cursor }[];
}
