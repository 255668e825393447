import type { LiveStatusSource } from '@wattlet/sdk';
import { SeriesApi } from '@wattlet/sdk/series';
import { perConnection } from './per-connection.ts';

/** What maps and charts read by. */
export interface SeriesClient {
  readonly series: SeriesApi;
  readonly live: LiveStatusSource;
}

/** The client of all maps and charts of a connection. */
export const seriesClient = perConnection(
  (connection): SeriesClient => ({ series: new SeriesApi(connection), live: connection.live }),
);
