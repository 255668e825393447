import assert from 'node:assert/strict';
import { test } from 'node:test';
import { silentLog } from '../platform/testing/silent-log.ts';
import { ListedOrigins } from './listed-origins.ts';

const PORTAL = 'https://portal.example';

test('the origins of the deployment are listed without asking anybody', async () => {
  const look = () => assert.fail('asked');
  const origins = new ListedOrigins({ always: [PORTAL], look, log: silentLog });
  assert.equal(await origins.has(PORTAL), true);
});

test('a site is asked once in a while, and what it changes is seen then', async () => {
  let [asked, now, listed] = [0, 0, false];
  const look = async () => {
    asked++;
    return listed;
  };
  const origins = new ListedOrigins({ always: [], look, log: silentLog, now: () => now });
  assert.deepEqual([await origins.has(PORTAL), await origins.has(PORTAL), asked], [false, false, 1]);
  [now, listed] = [30_000, true];
  assert.deepEqual([await origins.has(PORTAL), asked], [true, 2]);
});

test('a database that is down lists nobody, and is asked again', async () => {
  let down = true;
  const look = async () => {
    if (down) throw new Error('down');
    return true;
  };
  const origins = new ListedOrigins({ always: [], look, log: silentLog });
  assert.equal(await origins.has(PORTAL), false);
  down = false;
  assert.equal(await origins.has(PORTAL), true);
});

test('a flood of origins is remembered only up to a bound', async () => {
  let asked = 0;
  const look = async () => {
    asked++;
    return false;
  };
  const origins = new ListedOrigins({ always: [], look, log: silentLog });
  for (let index = 0; index < 1_001; index++) await origins.has(`https://${index}.example`);
  await origins.has('https://1000.example');
  assert.equal(asked, 1_001);
  await origins.has('https://0.example');
  assert.equal(asked, 1_002);
});
