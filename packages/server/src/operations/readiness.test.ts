import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pino } from 'pino';
import { openTestNode } from '../streams/testing/test-node.ts';
import { Readiness } from './readiness.ts';

test('a first start warns of nothing while tables are being made, and of tables that are lost later', async () => {
  await using home = await openTestNode();
  const { streams, platform } = home.node;
  const lines: Record<string, unknown>[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(JSON.parse(line)) });
  const readiness = new Readiness({ streams, platform: platform.database, log });
  const warned = () => lines.filter(({ level }) => Number(level) >= 40).map(({ stream }) => stream);
  assert.ok((await readiness.served()).streams.every(({ up }) => !up));
  assert.deepEqual(warned(), []);
  for (const stream of [streams.load, streams.generation, streams.flows]) await stream.migrate();
  assert.ok((await readiness.served()).streams.every(({ up }) => up));
  await streams.load.database.sql`drop table stream_state`;
  await readiness.served();
  assert.deepEqual(warned(), ['load']);
});
