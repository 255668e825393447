import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasCode } from '../platform/has-code.ts';

/** One build of the elements. */
export interface WidgetRelease {
  /** Version and a hash of the content, such as `1.2.0-5f3a09c1`: what is served under this name never changes. */
  readonly name: string;
  readonly files: readonly WidgetFile[];
}

/** A script of a release. */
export interface WidgetFile {
  /** Below the folder of the release. */
  readonly path: string;
  readonly bytes: number;
  /** Bytes as it is sent in gzip. */
  readonly gzip: number;
  /** Bytes as it is sent in Brotli. */
  readonly brotli: number;
  /** Value of the attribute `integrity`. */
  readonly integrity: string;
}

/** What the build says of the bundles in a folder; undefined where they are not built. */
export async function readWidgetRelease(bundle: string): Promise<WidgetRelease | undefined> {
  const text = await readFile(join(bundle, 'release.json'), 'utf8').catch((error: unknown) => {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  });
  return text === undefined ? undefined : JSON.parse(text);
}
