import { isDeepStrictEqual } from 'node:util';
import { commandLog } from '../../packages/server/src/cli/with-node.ts';
import { readConfig } from '../../packages/server/src/config.ts';
import { openNode } from '../../packages/server/src/node.ts';
import { eventually } from '../../packages/server/src/platform/testing/eventually.ts';
import { runFaults } from './faults.mjs';
import { consumers, openStreams, parkedEvents, unfinishedFiles, waitingMessages } from './left-over.mjs';
import { startLoad } from './load.mjs';
import { openWorld } from './world.mjs';

const LIMIT_MS = 180_000;

/**
 * Runs the services of a distribution, people who write and watch, and faults at random while they do; then compares what was
 * acknowledged and seen with what is there, and looks for what is left over.
 *
 * @param {object} options
 * @param {string} options.home an empty folder
 * @param {number} options.seed repeats the faults
 * @param {Parameters<typeof runFaults>[0]['counts']} options.counts
 * @param {number} options.outageMs the longest time for which something is away
 * @param {readonly string[]} [options.without] engines that Wattlet does without
 * @param {boolean} [options.smallDisk] stored files are on a disk that can be filled
 * @param {number} [options.stepMs] from one hour of data to the next
 * @param {(line: string) => void} options.say
 * @param {AbortSignal} options.signal
 * @returns {Promise<{ problems: string[], summary: string, history: string }>}
 */
export async function prove({ home, seed, counts, outageMs, without, smallDisk, stepMs, say, signal }) {
  await using world = await openWorld({ home, say, signal, without, smallDisk, stepMs });
  await using node = await openNode(readConfig(world.env), commandLog('silent'));
  await eventually(world.isReady, LIMIT_MS);
  const load = await startLoad({ world, sql: node.platform.database.sql, seed });
  await eventually(load.isUp, LIMIT_MS);
  const before = await eventually(() => allConsume(world), LIMIT_MS);
  say('People write and watch.');

  const startedAt = performance.now();
  const outages = await runFaults({ world, seed, counts, outageMs, say, signal });
  const seconds = Math.round((performance.now() - startedAt) / 1000);

  say('No more faults: what is under way may end.');
  await load.finish();
  const problems = await load.problems(outages);
  const settles = async (check, problem) => {
    let last;
    await eventually(async () => {
      last = await check();
      return isDeepStrictEqual(last, problem.expected) || undefined;
    }, LIMIT_MS).catch(() => problems.push(`${problem.title}: ${JSON.stringify(last)}`));
  };
  await settles(() => openStreams(world), { expected: 0, title: 'live streams that nobody reads' });
  await settles(() => waitingMessages(world), { expected: 0, title: 'messages that nobody takes' });
  await settles(() => consumers(world), {
    expected: before,
    title: `consumers that were ${JSON.stringify(before)} are`,
  });
  await settles(() => unfinishedFiles(home), { expected: [], title: 'files that nobody finishes' });
  problems.push(...(await parkedEvents(node)), ...world.crashes);
  await world.processes[Symbol.asyncDispose]();
  await settles(() => consumersOf(world), { expected: 0, title: 'consumers whose process has ended' });
  return { problems, summary: `${seconds} s of faults; ${load.summary()}`, history: String(load.history) };
}

const consumersOf = async (world) =>
  Object.values(await consumers(world)).reduce((sum, count) => sum + count, 0);

/** Who consumes what, once every group that there is has somebody and nothing changes any more. */
async function allConsume(world) {
  const first = await consumers(world);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  return isDeepStrictEqual(first, await consumers(world)) ? first : undefined;
}
