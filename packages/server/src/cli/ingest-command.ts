import { join } from 'node:path';
import { Argument, Command } from 'commander';
import { interruption } from '../process/interruption.ts';
import { STREAM_NAMES, type StreamName } from '../streams/definitions.ts';
import { importFile } from '../streams/importer/importer-role.ts';
import { ingestSource } from '../streams/parser/ingest-source.ts';
import { ParserStore } from '../streams/parser/parser-store.ts';
import { EXIT } from './exit-codes.ts';
import { UsageError } from './usage-error.ts';
import { withNode } from './with-node.ts';

/** `wattlet ingest STREAM`: looks at the source once, without waiting for a server's next poll. */
export function ingestCommand(): Command {
  return new Command('ingest')
    .description('look at SOURCE_URL once and import what is new of a stream')
    .addArgument(new Argument('<stream>').choices(STREAM_NAMES))
    .action(ingest);
}

async function ingest(stream: StreamName): Promise<void> {
  await withNode(async ({ config, log, streams, blobs, source }) => {
    if (!source) throw new UsageError('no source is configured: set SOURCE_URL');
    const { database, bus, migrate } = streams[stream];
    await migrate();
    const events = await ingestSource(
      {
        stream,
        source,
        store: new ParserStore(database.sql, bus),
        blobs,
        // Not the folder of a server that may be downloading the same file.
        folder: join(config.home, 'downloads', `${stream}-by-hand`),
        areaTypes: config.areaTypes,
        maxFileBytes: config.maxFileBytes,
        log,
      },
      interruption(),
    );
    if (events.length === 0) process.stdout.write(`nothing new of ${stream}\n`);
    for (const event of events) {
      const { status, reason, remarks = [] } = await importFile(event, { database, bus, blobs, log });
      process.stdout.write(`${status.padEnd(11)} ${event.file}  ${reason}\n`);
      for (const remark of remarks) process.stdout.write(`            ${remark}\n`);
      if (status === 'quarantined') process.exitCode = EXIT.failed;
    }
  });
}
