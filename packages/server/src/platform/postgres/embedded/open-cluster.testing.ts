// A program for the tests: opens the cluster of the home it is given, prints its URL, closes it when told to.
import { once } from 'node:events';
import { silentLog } from '../../testing/silent-log.ts';
import { openEmbeddedCluster } from '../embedded-cluster.ts';

const [, , home = ''] = process.argv;
const cluster = await openEmbeddedCluster({ home, log: silentLog });
process.stdout.write(`${cluster.url}\n`);
await once(process.stdin, 'data');
process.stdin.destroy();
await cluster.close();
