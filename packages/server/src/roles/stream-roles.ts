import { join } from 'node:path';
import type { WattletNode } from '../node.ts';
import { runTogether } from '../platform/run-together.ts';
import { STREAM_NAMES, type StreamName } from '../streams/definitions.ts';
import { runImporter } from '../streams/importer/importer-role.ts';
import { runPruning } from '../streams/importer/prune-objects.ts';
import { type ParserMemory, runParser } from '../streams/parser/parser-role.ts';
import { ParserStore } from '../streams/parser/parser-store.ts';
import type { Role } from './supervisor.ts';

/**
 * The parser and importer of every stream. Each brings its stream's schema up to date when it starts, so that a
 * stream whose schema was lost comes back by itself: the role fails, is started again, and fills it from the source.
 */
export function streamRoles(node: WattletNode): Role[] {
  return STREAM_NAMES.flatMap((stream) => [
    ...(node.source ? [parserRole(node, stream)] : []),
    importerRole(node, stream),
  ]);
}

function parserRole({ config, log, streams, blobs, source }: WattletNode, stream: StreamName): Role {
  const { database, bus, migrate } = streams[stream];
  const memory: ParserMemory = {};
  return {
    name: `parser:${stream}`,
    async run(signal, ready, failing) {
      if (!source) throw new Error('no source is configured: set SOURCE_URL');
      await migrate(signal);
      const options = {
        stream,
        source,
        store: new ParserStore(database.sql, bus),
        blobs,
        bus,
        folder: join(config.home, 'downloads', stream),
        areaTypes: config.areaTypes,
        maxFileBytes: config.maxFileBytes,
        pollMs: config.pollMs,
        log,
      };
      await runParser(options, signal, { ready, failing, memory });
    },
  };
}

function importerRole({ config, log, streams, blobs }: WattletNode, stream: StreamName): Role {
  const { database, bus, migrate } = streams[stream];
  return {
    name: `importer:${stream}`,
    async run(signal, ready) {
      await migrate(signal);
      const pruning = { sql: database.sql, blobs, log, retentionDays: config.blobRetentionDays };
      await runTogether(
        [(end) => runImporter({ database, bus, blobs, log }, end, ready), (end) => runPruning(pruning, end)],
        signal,
      );
    },
  };
}
