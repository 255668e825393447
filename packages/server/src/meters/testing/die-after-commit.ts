// Stores readings that come by RabbitMQ, and dies when its third batch is committed and not yet acknowledged: says of how
// many readings that is.
// Arguments: database URL, broker URL, exchange.
import { writeSync } from 'node:fs';
import { openPlatform } from '../../accounts/open-platform.ts';
import { silentLog } from '../../platform/testing/silent-log.ts';
import { runAmqpIntake } from '../amqp-intake.ts';
import { openIntake } from './amqp-fixture.ts';

const DEADLY = 3;
const [databaseUrl = '', url = '', exchange = ''] = process.argv.slice(2);
const intake = openIntake(openPlatform({ url: databaseUrl, log: silentLog }));
let committed = 0;
const dying: Parameters<typeof runAmqpIntake>[0]['intake'] = {
  async take(readings) {
    await intake.take(readings);
    committed += 1;
    if (committed !== DEADLY) return;
    writeSync(1, String(readings.length));
    process.kill(process.pid, 'SIGKILL');
  },
};
await runAmqpIntake({ url, exchange, intake: dying, log: silentLog }, new AbortController().signal, () => {});
