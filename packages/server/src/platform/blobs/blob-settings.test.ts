import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ConfigError } from '../../config-error.ts';
import { readBlobRetention, readBlobSettings } from './blob-settings.ts';

const read = (BLOB_URL: string) => readBlobSettings({ BLOB_URL });

test('a bucket of Amazon’s, or of a store of one’s own', () => {
  assert.equal(read(''), undefined);
  const amazon = {
    bucket: 'energy',
    prefix: '',
    endpoint: undefined,
    region: undefined,
    pathStyle: false,
    checksums: true,
  };
  assert.deepEqual(read('s3://energy'), amazon);
  assert.deepEqual(read('s3://energy/wattlet/objects/?region=eu-central-1'), {
    ...amazon,
    prefix: 'wattlet/objects/',
    region: 'eu-central-1',
  });
  assert.deepEqual(read('s3://energy?endpoint=https://minio:9000&checksums=0'), {
    ...amazon,
    endpoint: 'https://minio:9000',
    pathStyle: true,
    checksums: false,
  });
  assert.equal(read('s3://energy?endpoint=https://minio:9000&path-style=0')?.pathStyle, false);
});

test('what cannot be understood is said by name, and no secret with it', () => {
  for (const url of [
    'file:///srv',
    's3:',
    's3://UPPER',
    's3://key:hunter2@energy',
    's3://energy?endpoint=minio:9000',
    's3://energy?acl=public',
    's3://energy?path-style=yes',
  ])
    assert.throws(
      () => read(url),
      (error) =>
        error instanceof ConfigError && /^BLOB_URL /.test(error.message) && !/hunter2/.test(error.message),
      url,
    );
});

test('objects are kept for good, unless days are named', () => {
  assert.equal(readBlobRetention({}), 0);
  assert.equal(readBlobRetention({ BLOB_RETENTION_DAYS: '30' }), 30);
  for (const text of ['-1', '1.5', 'a week'])
    assert.throws(
      () => readBlobRetention({ BLOB_RETENTION_DAYS: text }),
      /^ConfigError: BLOB_RETENTION_DAYS/,
    );
});
