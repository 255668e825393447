import type { LiveStatusSource } from '@wattlet/sdk';
import { SeriesApi } from '@wattlet/sdk/series';
import { perServer } from '../connection/shared-connection.ts';

/** What the elements of a page that show one server's series share. */
export interface SharedClient {
  readonly series: SeriesApi;
  readonly live: LiveStatusSource;
  /** Ends every watch and every call of the page's elements of this server, for good. */
  close(): void;
}

/** The client of all charts of this page that show one server's data. */
export const sharedClient: (baseUrl: string) => SharedClient = perServer((connection) => ({
  series: new SeriesApi(connection),
  live: connection.live,
  close: connection.close,
}));
