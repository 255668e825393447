import { makeSiteKey } from '../embedding/site-keys.ts';
import type { EventBus } from '../platform/bus/event-bus.ts';
import { openPostgresBus, POSTGRES_BUS_MIGRATIONS } from '../platform/bus/postgres-bus.ts';
import type { Log } from '../platform/log.ts';
import { type Database, openDatabase } from '../platform/postgres/database.ts';
import { migrate } from '../platform/postgres/migrate.ts';
import { PLATFORM_SITE_ID } from './platform-site.ts';

/** Schema of people, sites and what is theirs. */
const SCHEMA = 'platform';

/** Folders of its migrations, in the order they are run: accounts belong to sites, and meters to both. */
const FOLDERS = [
  new URL('../embedding/migrations/', import.meta.url),
  new URL('migrations/', import.meta.url),
  POSTGRES_BUS_MIGRATIONS,
  new URL('../meters/migrations/', import.meta.url),
  new URL('../chat/migrations/', import.meta.url),
  new URL('../alerts/migrations/', import.meta.url),
  new URL('../operations/migrations/', import.meta.url),
];

/** Storage of people, sites and what is theirs. */
export interface Platform {
  readonly database: Database;
  /** Events of what is in it. */
  readonly bus: EventBus;
  /** Creates or updates the schema, with the platform's own site, unless the signal aborts. Safe to run at any time, by several processes. */
  migrate(signal?: AbortSignal): Promise<void>;
  close(): Promise<void>;
}

export interface OpenPlatformOptions {
  readonly url: string;
  readonly log: Log;
  /** By default PostgreSQL carries the events. */
  readonly openBus?: (database: Database) => EventBus;
}

/** Opens the platform's storage. Nothing connects yet: a database that is down is seen when it is used. */
export function openPlatform({ url, log, openBus }: OpenPlatformOptions): Platform {
  const database = openDatabase({ url, schema: SCHEMA });
  return {
    database,
    bus: openBus?.(database) ?? openPostgresBus({ database, log }),
    async migrate(signal) {
      await migrate({ url, schema: SCHEMA, folders: FOLDERS, signal });
      await makePlatformSite(database);
    },
    close: () => database.close(),
  };
}

async function makePlatformSite({ sql }: Database): Promise<void> {
  // Of processes that start together the later may meet either key of the earlier's row: its id, or that it is the one.
  await sql`
    insert into site (site_id, is_platform, name, publishable_key)
    values (${PLATFORM_SITE_ID}, true, 'Wattlet', ${makeSiteKey('pk', PLATFORM_SITE_ID)})
    on conflict do nothing`;
}
