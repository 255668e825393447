// `npm run check`: what can be said of the code without running it.
import { runChecks } from './test/checks.mjs';
import { Tally } from './test/tally.mjs';

const tally = new Tally();
await runChecks(tally);
process.exitCode = tally.report();
