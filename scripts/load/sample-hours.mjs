import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { listSamples, readSample } from '../../examples/demo/src/sample-files.ts';
import { cutSnapshot } from '../../examples/demo/src/snapshot.ts';
import { importPath } from '../../packages/server/src/streams/import-path.ts';
import { parseExportFileName } from '../../packages/server/src/streams/parser/export-file-name.ts';

const HOUR_MS = 3_600_000;
const FIRST_HOUR = Date.parse('2022-01-07T12:00:00Z');

/** The samples of the demo: all of generation and flows at once, the load from one hour to the next. */
export class SampleHours {
  #node;
  #folder;
  #upTo = FIRST_HOUR;
  #load;
  /** The last revision that changed the load of a country, by its map code. */
  revisions = {};

  /** @param {{ node: import('../../packages/server/src/node.ts').WattletNode, folder: string }} options */
  constructor({ node, folder }) {
    this.#node = node;
    this.#folder = folder;
    this.#load = readSample(newest('load'));
  }

  /** Imports the state that every page begins with. */
  async first() {
    for (const stream of ['generation', 'flows']) {
      const name = newest(stream);
      await this.#import(name.slice(name.indexOf('/') + 1), readSample(name));
    }
    await this.next();
  }

  /** How many hours are left. */
  get left() {
    return (parseExportFileName(newest('load').slice('load/'.length)).upTo.getTime() - this.#upTo) / HOUR_MS;
  }

  /** Imports one more hour of load, of every country; says which revision it is and when the import began. */
  async next() {
    const upTo = new Date(this.#upTo);
    this.#upTo += HOUR_MS;
    const hour = upTo.toISOString().slice(0, 13).replaceAll(/[-T]/g, '_');
    const beganAt = performance.timeOrigin + performance.now();
    const { id } = await this.#import(`${hour}_ActualTotalLoad6.1.A.csv`, cutSnapshot(this.#load, upTo));
    const rows = await this.#node.streams.load.database.sql`
      select distinct a.map_code as area from series_change c
      join series s on s.id = c.series_id join area a on a.id = s.area_id
      where c.revision = ${id} and a.area_type = 'CTY'`;
    for (const { area } of rows) this.revisions[area] = id;
    return { revision: id, beganAt };
  }

  async #import(name, content) {
    const path = join(this.#folder, name);
    await writeFile(path, content);
    const outcome = await importPath(path, parseExportFileName(name), { node: this.#node, force: false });
    if (outcome.status !== 'applied')
      throw new Error(`${name} was to be applied, it was ${outcome.status}: ${outcome.reason}`);
    return outcome.revision;
  }
}

const newest = (stream) => listSamples(stream).at(-1);
