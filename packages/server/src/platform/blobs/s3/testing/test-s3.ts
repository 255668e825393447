import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3_CREDENTIALS, s3Missing } from '../../../../../../../scripts/lib/s3-server.mjs';
import { readBlobSettings, type S3Place } from '../../blob-settings.ts';
import { S3Blobs } from '../s3-blobs.ts';

export { S3_CREDENTIALS, startS3 } from '../../../../../../../scripts/lib/s3-server.mjs';

/** For tests: the S3 server that all tests share; each takes a prefix of its own, and none stops it. */
export const SHARED_S3 = process.env['WATTLET_TEST_S3'];

/** For tests: why a test that needs the shared server is skipped, or false where it can run. */
export function noSharedS3(): string | false {
  return SHARED_S3 ? false : 'needs S3: WATTLET_TEST_S3 is not set, see scripts/s3.mjs';
}

/** For tests: why a test that starts a server of its own is skipped, or false where it can run. */
export function noOwnS3(): string | false {
  const missing = s3Missing();
  return missing !== undefined && `needs S3: ${missing}`;
}

/** For tests: the place of the URL, below a prefix that nobody else uses. */
export function testPlace(url = SHARED_S3 ?? ''): S3Place {
  const place = readBlobSettings({ BLOB_URL: url });
  if (!place) throw new Error('there is no S3 server');
  return { ...place, prefix: `test-${randomUUID()}/` };
}

/** For tests: a store of its own in a place, by default one of the shared server. Its folder goes with disposal. */
export async function makeS3Blobs(
  place: S3Place = testPlace(),
  options: { credentials?: typeof S3_CREDENTIALS; silenceMs?: number } = {},
) {
  const folder = await mkdtemp(join(tmpdir(), 'wattlet s3 '));
  const spool = join(folder, 'uploads');
  return {
    place,
    spool,
    store: await S3Blobs.open(place, { spool, credentials: S3_CREDENTIALS, ...options }),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
