import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openTestNode } from '../streams/testing/test-node.ts';
import { Metrics } from '../telemetry/metrics.ts';
import { alertRoles } from './alert-roles.ts';
import { streamRoles } from './stream-roles.ts';

test('roles that hear of their work by Kafka are not told to be up while it is away', {
  timeout: 120_000,
}, async (t) => {
  const exports = await mkdtemp(join(tmpdir(), 'wattlet-exports-'));
  t.after(() => rm(exports, { recursive: true }));
  // Nothing listens there.
  await using home = await openTestNode({ KAFKA_BROKERS: '127.0.0.1:1', SOURCE_URL: exports });
  const roles = [...streamRoles(home.node), ...alertRoles(home.node, new Metrics())];
  assert.equal(roles.length, 7);
  await Promise.all(
    roles.map(({ name, run }) => {
      const ready = () => assert.fail(`${name} is ready`);
      return assert.rejects(run(new AbortController().signal, ready, assert.fail), /ECONNREFUSED/, name);
    }),
  );
});
