// A program for the tests: imports load exports one after the other, and says on standard output how far it is.
import { writeSync } from 'node:fs';
import { basename, join } from 'node:path';
import { readConfig } from '../../config.ts';
import { DirectoryBlobs } from '../../platform/blobs/directory-blobs.ts';
import { openPostgresBus } from '../../platform/bus/postgres-bus.ts';
import { silentLog as log } from '../../platform/testing/silent-log.ts';
import { importPath } from '../import-path.ts';
import { openStreams } from '../open-streams.ts';
import { exportName } from '../testing/export-text.ts';

const [, , url = '', home = '', ...files] = process.argv;
const say = (line: string): void => void writeSync(1, `${line}\n`);

const opened = openStreams({
  urls: { load: url, generation: url, flows: url },
  openBus: (database) => openPostgresBus({ database, log }),
  migrations: [],
});
const { database, bus } = opened.load;
const load = {
  stream: opened.load.stream,
  bus,
  // The one who starts this program has migrated: its time is for importing.
  migrate: async () => {},
  database: {
    ...database,
    connect() {
      say('stored');
      return database.connect();
    },
  },
};
const node = {
  config: readConfig({ DATABASE_URL: url, WATTLET_HOME: home }),
  log,
  streams: { ...opened, load },
  blobs: await DirectoryBlobs.open(join(home, 'objects')),
};
for (const path of files) {
  say('begin');
  await importPath(path, exportName(basename(path)), { node, force: false });
  say('done');
}
await opened.close();
