import { join } from 'node:path';
import type { S3Place } from './blob-settings.ts';
import type { BlobStore } from './blob-store.ts';
import { DirectoryBlobs } from './directory-blobs.ts';

/**
 * Opens the object store of a deployment: an S3 bucket where one is named, else a folder of its home.
 *
 * @param home folder that is this machine's own.
 */
export async function openBlobs(place: S3Place | undefined, home: string): Promise<BlobStore> {
  if (place === undefined) return DirectoryBlobs.open(join(home, 'objects'));
  // The client is large, and most deployments need none.
  const { S3Blobs } = await import('./s3/s3-blobs.ts');
  return S3Blobs.open(place, { spool: join(home, 'uploads') });
}
