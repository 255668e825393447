import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setImmediate } from 'node:timers/promises';
import {
  Code,
  ConnectError,
  createClient,
  createRouterTransport,
  type HandlerContext,
} from '@connectrpc/connect';
import { pino } from 'pino';
import { BadRequestSchema, ErrorInfoSchema, RequestInfoSchema } from '../gen/google/rpc/error_details_pb.js';
import { LiveService } from '../gen/wattlet/v1/live_pb.js';
import { SeriesService, Stream } from '../gen/wattlet/v1/series_pb.js';
import { notFound } from './errors.ts';
import { rpcInterceptors } from './interceptors.ts';
import { requestKey } from './request-log.ts';

interface Line {
  level: number;
  requestId?: string;
  method?: string;
  code?: string;
  durationMs?: number;
  err?: { message: string };
}

function serve(listAreas: (context: HandlerContext) => Promise<Record<string, never>>) {
  const lines: Line[] = [];
  const log = pino({}, { write: (line: string) => lines.push(JSON.parse(line)) });
  const transport = createRouterTransport(
    (router) => {
      router.service(SeriesService, { listAreas: (_request, context) => listAreas(context) });
      router.service(LiveService, {
        async *watch() {
          yield {};
          throw new TypeError('secret of the stream');
        },
      });
    },
    { router: { interceptors: rpcInterceptors(log) } },
  );
  return {
    series: createClient(SeriesService, transport),
    live: createClient(LiveService, transport),
    lines,
  };
}

async function failure(work: Promise<unknown>): Promise<ConnectError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof ConnectError);
  return error;
}

async function drain(messages: AsyncIterable<unknown>): Promise<void> {
  for await (const message of messages) assert.ok(message);
}

test('what nobody expected is logged once and reaches the client as a request id, without what happened', async () => {
  const { series, lines } = serve(() => Promise.reject(new TypeError('select password from secrets')));
  const error = await failure(series.listAreas({ stream: Stream.LOAD }));
  assert.equal(error.code, Code.Internal);
  const [info] = error.findDetails(RequestInfoSchema);
  assert.ok(info?.requestId);
  assert.match(error.rawMessage, new RegExp(`request id ${info.requestId}$`));
  const errors = lines.filter((line) => line.level === 50);
  assert.deepEqual(
    errors.map(({ requestId, err }) => [requestId, err?.message]),
    [[info.requestId, 'select password from secrets']],
  );
});

const cutOff = () => Object.assign(new Error('aborted'), { code: 'ECONNRESET' });

test('a client that goes in the middle of a call is no alarm', async () => {
  const leaving = new AbortController();
  const { series, lines } = serve(async ({ signal }) => {
    leaving.abort();
    if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve));
    throw cutOff();
  });
  const error = await failure(series.listAreas({ stream: Stream.LOAD }, { signal: leaving.signal }));
  assert.equal(error.code, Code.Canceled);
  while (!lines.some(({ code }) => code !== undefined)) await setImmediate();
  assert.deepEqual(
    lines.map(({ level, code }) => [level, code]),
    [[30, 'Canceled']],
  );
});

test('a connection of the server itself that is cut while the client waits is one', async () => {
  const { series, lines } = serve(() => Promise.reject(cutOff()));
  assert.equal((await failure(series.listAreas({ stream: Stream.LOAD }))).code, Code.Internal);
  assert.equal(lines.filter(({ level }) => level === 50).length, 1);
});

test('an error made for the client passes as it is and is no alarm', async () => {
  const { series, lines } = serve(() =>
    Promise.reject(notFound({ field: 'area', reason: 'UNKNOWN_AREA', description: 'no such area' })),
  );
  const error = await failure(series.listAreas({ stream: Stream.LOAD }));
  assert.equal(error.rawMessage, 'no such area');
  const [info] = error.findDetails(ErrorInfoSchema);
  assert.deepEqual([info?.reason, info?.domain], ['UNKNOWN_AREA', 'wattlet']);
  assert.deepEqual(
    lines.map((line) => [line.level, line.code]),
    [[30, 'NotFound']],
  );
});

test('calls that fail with one error get each their own request id', async () => {
  const shared = notFound({ field: 'area', reason: 'UNKNOWN_AREA', description: 'no such area' });
  const { series } = serve(() => Promise.reject(shared));
  const call = (id: string) =>
    failure(series.listAreas({ stream: Stream.LOAD }, { headers: { 'x-request-id': id } }));
  const errors = await Promise.all(['one', 'other'].map(call));
  assert.deepEqual(
    errors.map(({ metadata }) => metadata.get('x-request-id')),
    ['one', 'other'],
  );
  for (const error of errors) assert.equal(error.findDetails(ErrorInfoSchema)[0]?.reason, 'UNKNOWN_AREA');
  assert.equal(shared.metadata.get('x-request-id'), null);
});

test('a request id of the client is taken, seen by the handler, logged and sent back; a hostile one is not', async () => {
  let seen: string | undefined;
  const { series, lines } = serve((context) => {
    seen = context.values.get(requestKey)?.id;
    return Promise.resolve({});
  });
  let sentBack: string | null = null;
  const call = (id: string) =>
    series.listAreas(
      { stream: Stream.LOAD },
      {
        headers: { 'x-request-id': id },
        onHeader: (headers) => {
          sentBack = headers.get('x-request-id');
        },
      },
    );
  await call('shop-42');
  assert.deepEqual([seen, sentBack, lines[0]?.requestId], ['shop-42', 'shop-42', 'shop-42']);
  assert.equal(lines[0]?.method, 'wattlet.v1.SeriesService/ListAreas');
  assert.equal(lines[0]?.code, 'OK');
  await call('<script>');
  assert.notEqual(seen, '<script>');
  assert.equal(sentBack, seen);
});

test('a request that breaks a rule never reaches the handler and names the field', async () => {
  const { series } = serve(() => assert.fail('the handler was called'));
  const error = await failure(series.listAreas({}));
  assert.equal(error.code, Code.InvalidArgument);
  const [violation] = error.findDetails(BadRequestSchema)[0]?.fieldViolations ?? [];
  assert.deepEqual([violation?.field, violation?.reason], ['stream', 'enum.not_in']);
  assert.ok(error.details.some((detail) => 'type' in detail && detail.type === 'buf.validate.Violations'));
});

test('a stream hides what it failed of, too, and is logged when it ends', async () => {
  const { live, lines } = serve(() => Promise.resolve({}));
  const topics = [
    {
      id: 1,
      subject: {
        case: 'series' as const,
        value: {
          selector: { stream: Stream.LOAD, area: 'GR' },
          range: { from: { seconds: 0n }, to: { seconds: 1n } },
        },
      },
    },
  ];
  const error = await failure(drain(live.watch({ topics })));
  assert.equal(error.code, Code.Internal);
  assert.doesNotMatch(error.message, /secret/);
  assert.deepEqual(
    lines.map((line) => line.level),
    [50, 30],
  );
});
