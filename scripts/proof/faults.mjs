import { setTimeout as delay } from 'node:timers/promises';
import { between, seededRandom } from '../../packages/server/src/meters/simulator/seeded-random.ts';
import { eventually } from '../../packages/server/src/platform/testing/eventually.ts';

const LIMIT_MS = 180_000;
const HOUR_MS = 3_600_000;
/** Connections are found broken, and made anew, within so long after what they lead to works again. */
const GRACE_MS = 30_000;
/** Of a process that is killed its connections end at once, and whoever comes then is sent to another one. */
const KILLED_MS = 5_000;

/**
 * Faults at random, by the seed: one row of processes that are killed or stopped and, at the same time, one of all else.
 *
 * @param {object} options
 * @param {Awaited<ReturnType<import('./world.mjs').openWorld>>} options.world
 * @param {number} options.seed
 * @param {{ kills: number, rests: number, stops: number, cuts: number, fills: number, jumps: number }} options.counts
 * @param {number} options.outageMs for which engines and processes are away, and the longest time for all else
 * @param {number} [options.pauseMs] the longest time from one fault to the next
 * @param {(line: string) => void} options.say
 * @param {AbortSignal} options.signal
 * @returns {Promise<import('./check-reads.mjs').Outage[]>} what may have been felt when
 */
export async function runFaults({ world, seed, counts, outageMs, pauseMs = 3_000, say, signal }) {
  const outages = [];
  const ways = Object.entries(world.ways).map(([name, way], index) => ({ name, way, card: index + seed }));
  const rows = [
    shuffled(
      [
        ...dealt(counts.kills, world.services, seededRandom(seed, 1), killed),
        ...dealt(counts.rests, world.services, seededRandom(seed, 7), rested),
      ],
      seededRandom(seed, 8),
    ),
    shuffled(
      [
        ...dealt(counts.stops, Object.entries(world.engines), seededRandom(seed, 2), stopped),
        ...dealt(counts.cuts, ways, seededRandom(seed, 3), broken),
        ...dealt(world.disk ? counts.fills : 0, [world.disk], seededRandom(seed, 4), filled),
        ...dealt(counts.jumps, world.services, seededRandom(seed, 5), jumped),
      ],
      seededRandom(seed, 6),
    ),
  ];
  await Promise.all(
    rows.map(async (faults, index) => {
      const random = seededRandom(seed, 10 + index);
      for (const fault of faults) {
        const { title, part, begin, end, feltMs, isLong } = fault(world, random);
        const heldMs = isLong ? outageMs : between(outageMs / 4, outageMs, random);
        const outage = { part, from: performance.now(), to: Number.POSITIVE_INFINITY };
        outages.push(outage);
        say(`  ${title}`);
        await begin();
        if (end) await delay(heldMs, undefined, { signal });
        await end?.();
        await eventually(world.isReady, LIMIT_MS);
        outage.to = feltMs === undefined ? performance.now() + GRACE_MS : outage.from + feltMs;
        if (end) say(`  ${part} is well again`);
        await delay(between(pauseMs / 6, pauseMs, random), undefined, { signal });
      }
    }),
  );
  return outages;
}

/** So many faults, over all the victims as evenly as may be, each told how many rounds there were before. */
function* dealt(count, victims, random, fault) {
  let deck = [];
  for (let n = 0; n < count; n++) {
    if (deck.length === 0) deck = shuffled(victims, random);
    yield fault(deck.pop(), Math.floor(n / victims.length));
  }
}

function shuffled(list, random) {
  const left = [...list];
  const result = [];
  while (left.length > 0) result.push(...left.splice(Math.floor(random() * left.length), 1));
  return result;
}

const killed =
  ({ name }) =>
  ({ processes }) => ({
    title: `${name} is killed`,
    part: name,
    feltMs: KILLED_MS,
    async begin() {
      const pid = await eventually(() => processes.pidOf(name), LIMIT_MS);
      process.kill(pid, 'SIGKILL');
      await eventually(() => ![undefined, pid].includes(processes.pidOf(name)) || undefined, LIMIT_MS);
    },
  });

const rested =
  ({ name }) =>
  ({ processes }) => {
    let start;
    return {
      title: `${name} is stopped`,
      part: name,
      isLong: true,
      feltMs: KILLED_MS,
      async begin() {
        start = await processes.rest(name);
      },
      async end() {
        start();
        await eventually(() => processes.pidOf(name), LIMIT_MS);
      },
    };
  };

const stopped =
  ([name, engine]) =>
  () => ({
    title: `${name} is stopped`,
    part: name,
    isLong: true,
    begin: () => engine.stop(),
    end: () => engine.start(),
  });

/** Every other way is cut, the rest stall, and in the next round it is the other way about. */
const broken = ({ name, way, card }, round) => {
  const isCut = (card + round) % 2 === 0;
  return () => ({
    title: `the way to ${name} is ${isCut ? 'cut' : 'stalled'}`,
    part: name,
    begin: async () => (isCut ? way.refuse() : way.stall()),
    end: () => way.heal(),
  });
};

const filled = (disk) => () => ({
  title: 'the disk of the stored files is full',
  part: 'the disk',
  begin: async () => disk.fill(),
  end: async () => disk.free(),
});

const jumped =
  ({ name }) =>
  ({ setClock }, random) => {
    const hours = random() < 0.5 ? -1 : 1;
    return {
      title: `the clock of ${name} jumps by ${hours} h`,
      part: `the clock of ${name}`,
      begin: async () => setClock(name, hours * HOUR_MS),
      end: async () => setClock(name, 0),
    };
  };
