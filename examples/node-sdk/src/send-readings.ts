// Sends readings of a meter, a line of CSV each on standard input: time (RFC 3339, the end of the interval) and
// kilowatt-hours. Running it again with the same lines changes nothing. With a token of an administrator of the site:
//
//   WATTLET_TOKEN=… npm run -s send-readings -- 7c9e6679-7425-40de-944b-e07fc1f90ae7 < readings.csv
import { createInterface } from 'node:readline';
import { createClient, type Reading, WattletError } from '@wattlet/sdk';
import { giveUp, tellFailure } from './give-up.ts';

/** The most that one call takes. */
const READINGS_PER_CALL = 1000;
const TRIES = 5;

const [meterId] = process.argv.slice(2);
if (!meterId) giveUp('Which meter? Give its id.');
const token = process.env['WATTLET_TOKEN'];
const client = createClient({
  baseUrl: process.env['WATTLET_URL'] ?? 'http://127.0.0.1:8080',
  ...(token ? { getToken: () => token } : {}),
});
const counts = new Map<string, number>();

/** Hands in some readings. A call whose answer was lost is safe to repeat: what is stored already is a duplicate. */
async function send(readings: readonly Reading[]): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      for (const [index, result] of (await client.meters.submit(readings)).entries()) {
        counts.set(result.status, (counts.get(result.status) ?? 0) + 1);
        if (result.status === 'rejected')
          console.error(`${readings[index]?.at}: ${result.reason}: ${result.message}`);
      }
      return;
    } catch (error) {
      if (!(error instanceof WattletError && error.retryable) || attempt === TRIES) throw error;
      const waitMs = error.retryAfterMs ?? 500 * 2 ** attempt;
      console.error(`${error.message}; trying again in ${waitMs} ms`);
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}

try {
  let readings: Reading[] = [];
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue;
    const [at = '', kilowattHours = '', ...more] = line.split(',').map((cell) => cell.trim());
    if (kilowattHours === '' || !Number.isFinite(Number(kilowattHours)) || more.length > 0)
      giveUp(`${line}: not a time and kilowatt-hours with a comma between, such as 2026-03-03T14:15Z,0.31`);
    readings.push({ meterId, at, kilowattHours: Number(kilowattHours) });
    if (readings.length < READINGS_PER_CALL) continue;
    await send(readings);
    readings = [];
  }
  if (readings.length > 0) await send(readings);
  console.log([...counts].map(([status, count]) => `${count} ${status}`).join(', ') || 'nothing to send');
} catch (error) {
  tellFailure(error);
} finally {
  client.close();
}
