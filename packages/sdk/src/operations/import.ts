import type { TimeRange } from '../series/segment.ts';
import type { StreamName } from '../series/series-key.ts';

/** How an import ended. */
export type ImportStatus = 'applied' | 'unchanged' | 'stale' | 'quarantined' | 'rejected';

/** What was decided about a quarantined file; `superseded` where a newer file has made that needless. */
export type ImportReview = 'awaited' | 'applied' | 'rejected' | 'superseded';

/** One import of one file. */
export interface Import {
  readonly id: number;
  readonly stream: StreamName;
  readonly file: string;
  /** Of the file as it came, lower-case hex. */
  readonly sha256: string;
  readonly status: ImportStatus;
  /** Why it was held back or rejected; empty otherwise. */
  readonly reason: string;
  readonly at: Date;
  /** Absent where it made none. */
  readonly revision?: number;
  readonly rows: {
    readonly read: number;
    readonly kept: number;
    readonly bad: number;
    readonly duplicates: number;
    readonly rounded: number;
  };
  readonly seriesChanged: number;
  readonly chunksChanged: number;
  readonly changed?: TimeRange;
  /** The first remarks on its lines; line 1 is the header. */
  readonly issues: readonly { readonly line: number; readonly bad: boolean; readonly reason: string }[];
  /** Absent where nothing is to be decided. */
  readonly review?: ImportReview;
  readonly reviewedAt?: Date;
  readonly reviewerId?: string;
  readonly reviewerName?: string;
  readonly reviewNote?: string;
}
