// `npm run load [-- --users N --seconds N --seed N]`: users with the SDK at two API nodes, 2,000 and then 4,000 unless told
// otherwise; `--seconds` is how long they take to come. `npm run load -- --soak 20m`: a few who come and go for that
// long, and what the nodes keep of it. Ends with 1 where anything is not as it should be.
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { requireSockets } from '../../bench/live-watchers.ts';
import { report, reportGrowth } from './report.mjs';
import { runLoad } from './run-load.mjs';
import { runSoak, SOAK_PEOPLE } from './run-soak.mjs';
import { startStand } from './stand.mjs';

const USERS = [2_000, 4_000];
const SOAK_PLACES = 40;
const SECOND_MS = 1_000;
const UNITS = { s: SECOND_MS, m: 60 * SECOND_MS, h: 3_600 * SECOND_MS };
const say = (line) => process.stdout.write(`${line}\n`);

const { values } = parseArgs({
  options: {
    users: { type: 'string' },
    seconds: { type: 'string', default: '120' },
    seed: { type: 'string', default: String(randomInt(2 ** 31)) },
    soak: { type: 'string' },
  },
});
const seed = numberOf('seed');
/** What is open now. */
let opened = new AsyncDisposableStack();
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, async () => {
    await opened.disposeAsync();
    process.exit(1);
  });
}

function numberOf(name) {
  const number = Number(values[name]);
  if (Number.isSafeInteger(number) && number >= 0) return number;
  throw new RangeError(`--${name} is ${values[name]}, it must be a whole number`);
}

function durationOf(text) {
  const [, count, unit] = /^(\d+)(s|m|h)$/.exec(text) ?? [];
  if (unit && Number(count) * UNITS[unit] >= UNITS.m) return Number(count) * UNITS[unit];
  throw new RangeError(`--soak is ${text}, it must be a time of at least a minute, such as 20m or 2h`);
}

async function load() {
  const counts = values.users === undefined ? USERS : [numberOf('users')];
  const rampMs = numberOf('seconds') * SECOND_MS;
  requireSockets(Math.max(...counts));
  const problems = [];
  for (const users of counts) {
    // Each on nodes that have just been started.
    await using stack = new AsyncDisposableStack();
    opened = stack;
    const stand = await startStand(stack, { people: users, say });
    say(`${users} users come within ${values.seconds} s …`);
    const result = await runLoad(stand, { users, rampMs, seed });
    say(report(result));
    problems.push(...result.problems.map((problem) => `${users} users: ${problem}`));
  }
  return problems;
}

async function soak() {
  const totalMs = durationOf(values.soak);
  await using stack = opened;
  const stand = await startStand(stack, { people: SOAK_PEOPLE, say });
  say(`${SOAK_PLACES} users at any time for ${values.soak} …`);
  const result = await runSoak(stand, { totalMs, places: SOAK_PLACES, seed });
  say(report(result));
  say(reportGrowth(result));
  return result.problems;
}

let problems = ['it did not get to its end'];
try {
  problems = await (values.soak === undefined ? load() : soak());
} catch (error) {
  process.stderr.write(`${error instanceof RangeError ? error.message : error.stack}\n`);
}
for (const problem of problems) say(`WRONG: ${problem}`);
say(
  problems.length === 0
    ? `Everything holds. The seed was ${seed}.`
    : `It does not hold. The seed was ${seed}.`,
);
process.exit(problems.length === 0 ? 0 : 1);
