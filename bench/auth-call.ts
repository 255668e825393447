import { importInto, openBenchNode } from './bench-node.ts';
import { atMost, type BenchRow } from './bench-row.ts';
import { makeMonth, NEXT_HOUR } from './make-month.ts';
import { makeToken } from './make-token.ts';
import { median } from './rounds.ts';
import { serveApi } from './served-api.ts';

const selector = { stream: 'STREAM_LOAD', area: 'AT' };
const from = '2022-01-01T00:00:00Z';
/** What `series.month` reads. */
const MONTH = { selector, range: { from, to: '2022-02-01T00:00:00Z' } };
/** The least that is worth asking for, where finding out who asks weighs most. */
const DAY = { selector, range: { from, to: '2022-01-02T00:00:00Z' } };
const WARM_UPS = 200;
const CALLS = 1_000;

/** `auth.call`: a call with an access token to a server whose series are for subscribers, beside the same call without one where they are open. */
export async function run(): Promise<BenchRow[]> {
  await using bench = await openBenchNode();
  await importInto(bench, await makeMonth('load', NEXT_HOUR), 'applied');
  await using open = await serveApi(bench, { openData: true });
  await using closed = await serveApi(bench, { openData: false });
  const authorization = `Bearer ${await makeToken(bench, { role: 'customer', scopes: ['read_series'] })}`;
  const measure = async (id: string, request: object, what: string): Promise<BenchRow> => {
    const ms = await medianOfCalls(
      () => open.call('SeriesService/GetSeries', request),
      () => closed.call('SeriesService/GetSeries', request, { authorization }),
    );
    return atMost(1.15, {
      id,
      value: ms.authorised,
      unit: 'ms',
      peer: 'the same call without authorisation',
      peer_value: ms.anonymous,
      note: `${what} of load over HTTP, median of ${CALLS} calls in turn`,
    });
  };
  return [await measure('auth.call', MONTH, 'a month'), await measure('auth.call.day', DAY, 'a day')];
}

type Call = () => Promise<string>;

/** Calls in turn, so that what else the machine does meets both. */
async function medianOfCalls(
  anonymous: Call,
  authorised: Call,
): Promise<{ anonymous: number; authorised: number }> {
  if ((await anonymous()) !== (await authorised())) throw new Error('the two calls are not the same');
  const times = { anonymous: [] as number[], authorised: [] as number[] };
  for (let round = -WARM_UPS; round < CALLS; round++) {
    const pair = { anonymous: await timed(anonymous), authorised: await timed(authorised) };
    if (round < 0) continue;
    times.anonymous.push(pair.anonymous);
    times.authorised.push(pair.authorised);
  }
  return { anonymous: median(times.anonymous), authorised: median(times.authorised) };
}

async function timed(call: Call): Promise<number> {
  const started = performance.now();
  await call();
  return performance.now() - started;
}
