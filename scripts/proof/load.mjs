import { seededRandom } from '../../packages/server/src/meters/simulator/seeded-random.ts';
import { STREAM_NAMES } from '../../packages/server/src/streams/definitions.ts';
import { startChatWriter } from './chat-writer.mjs';
import { checkAbsences, checkReads } from './check-reads.mjs';
import { checkWrites } from './check-writes.mjs';
import { startFileWriter } from './file-writer.mjs';
import { History } from './history.mjs';
import { startReadingWriter } from './reading-writer.mjs';
import { startSeriesWatcher } from './series-watcher.mjs';

const CHATS = 4;

/**
 * People who chat, meters that tell, pages that watch: all that is written is noted, and what is seen.
 *
 * @param {object} options
 * @param {Awaited<ReturnType<import('./world.mjs').openWorld>>} options.world
 * @param {import('../../packages/server/src/platform/postgres/database.ts').Sql} options.sql of the platform, past every fault
 * @param {number} options.seed
 */
export async function startLoad({ world, sql, seed }) {
  const { url, env, services } = world;
  const history = new History();
  const writer = (start, index, address = url) =>
    start({ sql, url: address, history, random: seededRandom(seed, 100 + index) });
  const writers = await Promise.all([
    ...Array.from({ length: CHATS }, (_, index) => writer(startChatWriter, index)),
    writer(startFileWriter, CHATS),
    ...(env.AMQP_URL ? [writer(startReadingWriter, CHATS + 1, env.AMQP_URL)] : []),
  ]);
  const nodes = services.flatMap(({ name, role }) => (role === 'api' ? [name, `the clock of ${name}`] : []));
  const watchers = STREAM_NAMES.map((stream) => {
    const restsOn = [...nodes, 'the people', 'PostgreSQL', `the database of ${stream}`];
    return startSeriesWatcher({ stream, url, restsOn });
  });
  const all = [...writers, ...watchers];
  return {
    history,
    isUp: () => all.every((each) => each.isUp()) || undefined,
    /** Resolves once what was under way is over. */
    async finish() {
      await Promise.all(all.map((each) => each.finish()));
    },
    /** What is not as it was promised; asked once, after the end. */
    async problems(outages) {
      const stored = (await Promise.all(writers.map((each) => each.stored()))).flat();
      const own = (await Promise.all(all.map((each) => each.problems()))).flat();
      const failures = watchers.flatMap((each) => each.failures);
      const absences = watchers.flatMap((each) => each.absences);
      for (const { client } of all) client?.close();
      return [
        ...checkWrites(history.writes, stored),
        ...own,
        ...checkReads(failures, outages),
        ...checkAbsences(absences, outages),
      ];
    },
    summary() {
      const of = (log) =>
        history.writes.filter((write) => write.log.startsWith(log) && write.end === 'ok').length;
      const events = watchers.flatMap((each) => each.events);
      return (
        `acknowledged: ${of('chat')} messages, ${of('the files')} files, ${of('meter')} readings; ` +
        `${history.count('unknown')} writes without an answer; ${events.length} events seen, ` +
        `${events.filter((type) => type === 'reset').length} of them resets`
      );
    },
  };
}
