import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { test } from 'node:test';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Code, ConnectError } from '@connectrpc/connect';
import { LiveService } from './gen/wattlet/v1/live_pb.js';
import { OperationsService } from './gen/wattlet/v1/operations_pb.js';
import { AreaType, SeriesService, Stream } from './gen/wattlet/v1/series_pb.js';
import { noSharedS3, S3_CREDENTIALS, testPlace } from './platform/blobs/s3/testing/test-s3.ts';
import { administer } from './platform/bus/kafka/kafka-topics.ts';
import { openKafka } from './platform/bus/kafka/open-kafka.ts';
import { kafkaSettings, noSharedKafka } from './platform/bus/kafka/testing/shared-kafka.ts';
import { startFolderFtpServer } from './platform/sources/folder-ftp-server.ts';
import { eventually } from './platform/testing/eventually.ts';
import { silentLog } from './platform/testing/silent-log.ts';
import { sample } from './streams/testing/samples.ts';
import { startTestServer, type TestServer } from './testing/test-server.ts';

const skip = (await noSharedKafka()) || noSharedS3();
// Where Amazon's client looks for them.
process.env['AWS_ACCESS_KEY_ID'] = S3_CREDENTIALS.accessKeyId;
process.env['AWS_SECRET_ACCESS_KEY'] = S3_CREDENTIALS.secretAccessKey;

const FIRST = 'load/2022_01_01_20_ActualTotalLoad6.1.A.csv';
const SECOND = 'load/2022_01_01_21_ActualTotalLoad6.1.A.csv';
const FLOWS = 'flows/2022_01_01_20_PhysicalFlows12.1.G.csv';
const selector = { stream: Stream.LOAD, area: 'GR', areaType: AreaType.CTY };
const range = {
  from: timestampFromDate(new Date('2022-01-01T00:00:00Z')),
  to: timestampFromDate(new Date('2022-01-02T00:00:00Z')),
};

const points = async (server: TestServer): Promise<number> => {
  const { series } = await server.client(SeriesService).getSeries({ selector, range });
  return series.flatMap(({ runs }) => runs).reduce((sum, run) => sum + run.kilowattDeltas.length, 0);
};

test('a file becomes a line on a chart over FTP, S3 and Kafka, and an open chart hears of the next one', {
  skip,
  timeout: 180_000,
}, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'wattlet-engines-'));
  const put = (path: string) => writeFile(join(folder, basename(path)), sample(path));
  const account = { user: 'reader', password: 'secret' };
  const ftp = await startFolderFtpServer({ folder, ...account });
  const kafka = kafkaSettings();
  const place = testPlace();
  try {
    await using server = await startTestServer({
      SOURCE_URL: ftp.url,
      SOURCE_PASSWORD: account.password,
      KAFKA_BROKERS: kafka.brokers.join(),
      KAFKA_PREFIX: kafka.prefix,
      KAFKA_PARTITIONS: '3',
      BLOB_URL: `s3://${place.bucket}/${place.prefix}?endpoint=${place.endpoint}`,
    });
    await put(FIRST);
    await put(FLOWS);
    const before = await eventually(async () => (await points(server)) || undefined, 60_000);

    const stop = new AbortController();
    const heard: string[] = [];
    const watching = (async () => {
      const topics = [{ id: 1, subject: { case: 'series' as const, value: { selector, range } } }];
      for await (const { event } of server.client(LiveService).watch({ topics }, { signal: stop.signal }))
        heard.push(event.case ?? '');
    })().catch((error: unknown) => ConnectError.from(error).code);
    await eventually(() => (heard.includes('ready') ? true : undefined));
    await put(SECOND);
    await eventually(() => (heard.includes('series') ? true : undefined), 60_000);
    assert.ok((await points(server)) > before);
    stop.abort();
    assert.equal(await watching, Code.Canceled);

    // What was parsed is in the bucket, and not beside it.
    await assert.rejects(readdir(join(server.home.folder, 'objects')), { code: 'ENOENT' });
    assert.deepEqual(await readdir(join(server.home.folder, 'uploads')), []);
    const { imports } = await server.client(OperationsService).listImports({ stream: Stream.LOAD });
    assert.deepEqual(
      imports.map(({ file }) => file).toSorted(),
      [FIRST, SECOND].map((path) => basename(path)).toSorted(),
    );
    assert.equal((await server.readyz()).status, 'up');

    // What was announced went by Kafka.
    const topics = await administer(openKafka(kafka, silentLog), (admin) => admin.listTopics());
    for (const name of ['load.file-ready', 'load.series-changed', 'flows.file-ready'])
      assert.ok(topics.includes(kafka.prefix + name), topics.join());
    const { sql } = server.home.node.streams.load.database;
    assert.equal((await sql`select from outbox_relay where topic = 'file-ready' and position = 2`).length, 1);
    assert.equal((await sql`select from outbox_consumer`).length, 0);
  } finally {
    await administer(openKafka(kafka, silentLog), async (admin) => {
      const topics = (await admin.listTopics()).filter((name) => name.startsWith(kafka.prefix));
      if (topics.length > 0) await admin.deleteTopics({ topics });
    }).catch(() => undefined);
    await ftp.close();
    await rm(folder, { recursive: true });
  }
});
