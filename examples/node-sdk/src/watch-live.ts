// Prints the load of an area as it comes in, until Ctrl-C. Start a server with `npm start`, then:
//
//   npm run -s watch-live -- GR
import { createClient, WattletError } from '@wattlet/sdk';
import { tellFailure } from './give-up.ts';

const DAY_MS = 86_400_000;

const [area = 'GR'] = process.argv.slice(2);
const client = createClient({ baseUrl: process.env['WATTLET_URL'] ?? 'http://127.0.0.1:8080' });
process.once('SIGINT', () => client.close());

client.live.onStatus(({ state, error }) => {
  if (state === 'reconnecting') console.error(`Connection lost (${error?.message}), trying again …`);
});

try {
  // Where the data of the area ends: that of the demo is older than today's.
  const areas = await client.series.areas({ stream: 'load' });
  const until = areas.find(({ mapCode, eic }) => mapCode === area || eic === area)?.dataUntil ?? Date.now();

  const range = { from: until - DAY_MS, to: until + 31 * DAY_MS };
  for await (const { type, series } of client.series.watch({ stream: 'load', area, ...range })) {
    for (const values of series) {
      const { lastTime } = values;
      if (lastTime === undefined) continue;
      const megawatts = values.at(lastTime);
      console.log(`${type}: ${values.key.area.name}, ${new Date(lastTime).toISOString()}: ${megawatts} MW`);
    }
  }
} catch (error) {
  // The client was closed by Ctrl-C during the first call.
  if (!(error instanceof WattletError && error.code === 'canceled')) tellFailure(error);
} finally {
  client.close();
}
