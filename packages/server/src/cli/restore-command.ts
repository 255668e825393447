import { Command } from 'commander';
import { readConfig } from '../config.ts';
import { restore } from '../platform/postgres/backup.ts';
import { backedUpDatabases } from './backed-up-databases.ts';

/** `wattlet restore`: makes the databases what a backup says. */
export function restoreCommand(): Command {
  return new Command('restore')
    .description('make the databases what a backup holds, by pg_restore; whatever they hold now goes')
    .argument('<folder>', 'what "wattlet backup" wrote')
    .requiredOption('--confirm', 'yes, replace what is there')
    .addHelpText(
      'after',
      `
Stop every process of Wattlet first. Each database is restored as a whole or not at all. Streams get a new epoch, so that
clients and caches that have seen more than the backup holds read afresh. With Kafka each outbox counts as another one: what
Kafka still has of the old one is passed over, and what the restored one keeps is sent again.`,
    )
    .action(async (folder: string) => {
      for (const { file, schemas } of await restore(backedUpDatabases(readConfig(process.env)), folder))
        process.stdout.write(`${file}: ${schemas.join(', ')}\n`);
    });
}
