import type { StreamName } from './definitions.ts';

/** A parsed file lies in the object store, ready to be imported. */
export interface FileReady {
  readonly stream: StreamName;
  readonly file: string;
  /** Key of the parsed file in the object store: its SHA-256, lower-case hex. */
  readonly blob: string;
  /** First day of the month, `YYYY-MM-01`. */
  readonly month: string;
  /** RFC 3339 UTC: the hour up to which the file holds rows. */
  readonly upTo: string;
  readonly rowsRead: number;
  readonly rowsKept: number;
  /** Apply it even if it is older than what is stored or would remove much. */
  readonly force: boolean;
}

/** An import changed stored series. What changed is read from `series_change`. */
export interface SeriesChanged {
  readonly stream: StreamName;
  readonly revision: number;
  readonly file: string;
  /** Half-open, RFC 3339 UTC. */
  readonly from: string;
  readonly to: string;
  readonly seriesChanged: number;
}

/** Everything stored of a stream was deleted. On the topic of changes: whoever follows them finds a new epoch. */
export interface StreamReset {
  readonly stream: StreamName;
  readonly reset: true;
}

/** Somebody wants the parser to look at its source now. */
export interface IngestRequested {
  readonly stream: StreamName;
}

/** Topics of a stream's event bus. */
export const TOPICS = {
  fileReady: 'file-ready',
  seriesChanged: 'series-changed',
  ingestRequested: 'ingest-requested',
} as const;
