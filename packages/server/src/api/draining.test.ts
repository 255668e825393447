import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import * as grpc from '@grpc/grpc-js';
import { Health, HealthCheckResponse_ServingStatus } from '../gen/grpc/health/v1/health_pb.js';
import { SeriesService, Stream } from '../gen/wattlet/v1/series_pb.js';
import { type ApiNodes, startApiNodes } from '../testing/api-nodes.ts';
import { call, type GrpcCaller, openStream } from './testing/grpc-caller.ts';

const { SERVING, NOT_SERVING } = HealthCheckResponse_ServingStatus;

suite('a node that is about to stop', () => {
  let nodes: ApiNodes;
  let probe: GrpcCaller;
  before(async () => {
    nodes = await startApiNodes({ GRPC_PORT: '0' });
    const { grpcUrl = '' } = nodes.second.server;
    probe = {
      client: new grpc.Client(new URL(grpcUrl).host, grpc.credentials.createInsecure()),
      metadata: new grpc.Metadata(),
    };
  });
  after(async () => {
    probe.client.close();
    await nodes[Symbol.asyncDispose]();
  });

  test('says so to balancers and probes, at once to those who watch, and still answers', async () => {
    const readyz = async () => {
      const answer = await fetch(`${nodes.second.url}/readyz`);
      const { status } = (await answer.json()) as { status?: unknown };
      return [answer.status, status];
    };
    assert.equal((await readyz())[0], 200);
    const watch = openStream(probe, Health.method.watch, { service: '' });
    const statuses = watch[Symbol.asyncIterator]();
    assert.equal((await statuses.next()).value?.status, SERVING);

    nodes.second.server.drain();
    assert.deepEqual(await readyz(), [503, 'draining']);
    assert.equal((await statuses.next()).value?.status, NOT_SERVING);
    for (const service of ['', SeriesService.typeName])
      assert.equal((await call(probe, Health.method.check, { service })).status, NOT_SERVING);
    assert.equal((await fetch(`${nodes.second.url}/livez`)).status, 200);
    const { areas } = await call(probe, SeriesService.method.listAreas, { stream: Stream.LOAD });
    assert.ok(areas.length > 0);
    watch.on('error', () => undefined);
    watch.cancel();
  });
});
