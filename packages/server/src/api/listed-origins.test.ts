import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Code, ConnectError } from '@connectrpc/connect';
import { silentLog } from '../platform/testing/silent-log.ts';
import { ListedOrigins } from './listed-origins.ts';

const PORTAL = 'https://portal.example';
const uncounted = () => undefined;

test('the origins of the deployment are listed without asking anybody', async () => {
  const look = () => assert.fail('asked');
  const origins = new ListedOrigins({ always: [PORTAL], look, log: silentLog });
  assert.equal(await origins.has(PORTAL, uncounted), true);
});

test('a site is asked once in a while, and what it changes is seen then', async () => {
  let [asked, now, listed] = [0, 0, false];
  const look = async () => {
    asked++;
    return listed;
  };
  const origins = new ListedOrigins({ always: [], look, log: silentLog, now: () => now });
  assert.deepEqual(
    [await origins.has(PORTAL, uncounted), await origins.has(PORTAL, uncounted), asked],
    [false, false, 1],
  );
  [now, listed] = [30_000, true];
  assert.deepEqual([await origins.has(PORTAL, uncounted), asked], [true, 2]);
});

test('a database that is down lists nobody, and is asked again in some seconds, not by every request', async () => {
  let [asked, now, down] = [0, 0, true];
  const look = async () => {
    asked++;
    if (down) throw new Error('down');
    return true;
  };
  const origins = new ListedOrigins({ always: [], look, log: silentLog, now: () => now });
  assert.deepEqual([await origins.has(PORTAL, uncounted), asked], [false, 1]);
  down = false;
  now = 4_999;
  assert.deepEqual([await origins.has(PORTAL, uncounted), asked], [false, 1]);
  now = 5_000;
  assert.deepEqual([await origins.has(PORTAL, uncounted), asked], [true, 2]);
});

test('a database that is silent holds up no request for long, and counts once it answers', async () => {
  let [asked, now] = [0, 0];
  const answer = Promise.withResolvers<boolean>();
  const look = () => {
    asked++;
    return answer.promise;
  };
  const origins = new ListedOrigins({ always: [], look, log: silentLog, now: () => now, patienceMs: 1 });
  assert.deepEqual([await origins.has(PORTAL, uncounted), asked], [false, 1]);
  now = 4_999;
  assert.deepEqual(
    [await origins.has(PORTAL, uncounted), asked],
    [false, 1],
    'it is not asked at once again',
  );
  answer.resolve(true);
  await answer.promise;
  assert.deepEqual([await origins.has(PORTAL, uncounted), asked], [true, 1]);
});

test('a look is counted, and who has had too many gets none, while what is known is told', async () => {
  let [asked, calls] = [0, 0];
  const look = async () => {
    asked++;
    return true;
  };
  const tooMany = () => {
    calls++;
    throw new ConnectError('too many', Code.ResourceExhausted);
  };
  const origins = new ListedOrigins({ always: [], look, log: silentLog });
  assert.deepEqual([await origins.has(PORTAL, tooMany), asked, calls], [false, 0, 1]);
  assert.deepEqual([await origins.has(PORTAL, uncounted), asked], [true, 1], 'others are not held to it');
  assert.deepEqual([await origins.has(PORTAL, tooMany), calls], [true, 1]);
});

test('a flood of origins is remembered only up to a bound', async () => {
  let asked = 0;
  const look = async () => {
    asked++;
    return false;
  };
  const origins = new ListedOrigins({ always: [], look, log: silentLog });
  for (let index = 0; index < 1_001; index++) await origins.has(`https://${index}.example`, uncounted);
  await origins.has('https://1000.example', uncounted);
  assert.equal(asked, 1_001);
  await origins.has('https://0.example', uncounted);
  assert.equal(asked, 1_002);
});
