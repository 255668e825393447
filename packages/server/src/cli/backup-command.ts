import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { backUp } from '../platform/postgres/backup.ts';
import { backedUpDatabases } from './backed-up-databases.ts';

/** `wattlet backup`: writes what the databases hold to a folder, by PostgreSQL's own program. */
export function backupCommand(): Command {
  return new Command('backup')
    .description('write everything that the databases hold to a folder, by pg_dump')
    .argument('<folder>', 'a folder that is not there yet, or empty')
    .addHelpText(
      'after',
      `
The objects (BLOB_URL, or WATTLET_HOME/objects) and WATTLET_SECRET are not in it: copy the objects afterwards, so that
every file that the databases name is there. pg_dump must be as new as the server, and is looked for in PATH or PG_BIN.`,
    )
    .action(async (folder: string) => {
      for (const { file, schemas } of await backUp(backedUpDatabases(readConfig(process.env)), folder))
        process.stdout.write(`${file}: ${schemas.join(', ')}\n`);
    });
}
