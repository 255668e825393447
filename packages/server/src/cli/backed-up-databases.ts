import type { Config } from '../config.ts';
import type { SchemaPlace } from '../platform/postgres/backup.ts';
import { STREAM_NAMES } from '../streams/definitions.ts';
import { UsageError } from './usage-error.ts';

/**
 * The schemas that a backup holds, and where they are.
 *
 * @throws UsageError where a database is embedded: it is backed up as a folder.
 */
export function backedUpDatabases(
  config: Pick<Config, 'databaseUrls' | 'platformDatabaseUrl'>,
): SchemaPlace[] {
  const places = [
    { schema: 'platform', url: config.platformDatabaseUrl },
    ...STREAM_NAMES.map((stream) => ({ schema: stream, url: config.databaseUrls[stream] })),
  ];
  return places.map(({ schema, url }) => {
    if (url !== undefined) return { schema, url };
    throw new UsageError(
      `the database of ${schema} is embedded: stop the server and copy WATTLET_HOME, or set DATABASE_URL`,
    );
  });
}
