// Runs the intake of readings on the exchange of its argument and prints the peak of its own resident memory, in
// megabytes: once it has stored so many readings or, where that is 0, once it has waited for some seconds for any.
// Arguments: database URL, exchange, readings.
import { openPlatform } from '../packages/server/src/accounts/open-platform.ts';
import { runAmqpIntake } from '../packages/server/src/meters/amqp-intake.ts';
import { openIntake } from '../packages/server/src/meters/testing/amqp-fixture.ts';
import { SHARED_BROKER } from '../packages/server/src/platform/amqp/testing/shared-broker.ts';
import { silentLog } from '../packages/server/src/platform/testing/silent-log.ts';

const IDLE_MS = 3_000;
const [url = '', exchange = '', enough = '0'] = process.argv.slice(2);
const platform = openPlatform({ url, log: silentLog });
const intake = openIntake(platform);
const stop = new AbortController();
let stored = 0;
const counting: Parameters<typeof runAmqpIntake>[0]['intake'] = {
  async take(batch) {
    await intake.take(batch);
    stored += batch.length;
    if (stored >= Number(enough)) stop.abort();
  },
};
const onReady = (): void => {
  if (enough === '0') setTimeout(() => stop.abort(), IDLE_MS);
};
await runAmqpIntake({ url: SHARED_BROKER, exchange, intake: counting, log: silentLog }, stop.signal, onReady);
await platform.close();
process.stdout.write(String(process.resourceUsage().maxRSS / 1024));
