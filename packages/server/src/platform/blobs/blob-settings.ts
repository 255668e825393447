import type { Setting } from '../../config.ts';
import { ConfigError } from '../../config-error.ts';

/** Where a deployment keeps objects, other than in its home folder. */
export interface S3Place {
  readonly bucket: string;
  /** What the names of objects start with; empty, or ends with a slash. */
  readonly prefix: string;
  /** Undefined is Amazon's own. */
  readonly endpoint: string | undefined;
  /** Undefined takes what the environment says. */
  readonly region: string | undefined;
  /** The bucket is in the path of addresses, not in their host. */
  readonly pathStyle: boolean;
  /** Contents are sent with their SHA-256, which the store compares; not to a store that knows no such thing. */
  readonly checksums: boolean;
}

/** The variables that {@link readBlobSettings} reads. */
export const BLOB_SETTINGS: readonly Setting[] = [
  {
    name: 'BLOB_URL',
    fallback: '',
    meaning: 'object store instead of the home folder: s3://bucket/prefix?endpoint=https://…&region=…',
  },
  {
    name: 'BLOB_RETENTION_DAYS',
    fallback: '0',
    meaning: 'days for which parsed files are kept that a newer import of their month replaced; 0 keeps all',
  },
];

const PARAMETERS = new Set(['endpoint', 'region', 'path-style', 'checksums']);

/**
 * The object store of a deployment; undefined where it is a folder.
 *
 * @throws ConfigError naming the variable.
 */
export function readBlobSettings(env: Readonly<Record<string, string | undefined>>): S3Place | undefined {
  const text = env['BLOB_URL'] || undefined;
  if (text === undefined) return undefined;
  const wrong = (what: string) => new ConfigError(`BLOB_URL ${what}: s3://bucket/prefix?endpoint=https://…`);
  const url = URL.parse(text);
  if (url?.protocol !== 's3:') throw wrong('must be an address like this');
  if (url.username || url.password)
    throw wrong('has credentials in it, they belong into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY');
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(url.host)) throw wrong('names no bucket');
  for (const name of url.searchParams.keys())
    if (!PARAMETERS.has(name)) throw wrong(`has ${JSON.stringify(name)}, which means nothing there`);
  const endpoint = url.searchParams.get('endpoint') ?? undefined;
  if (endpoint !== undefined && !/^https?:$/.test(URL.parse(endpoint)?.protocol ?? ''))
    throw wrong('has an endpoint that is no address');
  const prefix = decodeURIComponent(url.pathname).replace(/^\/+|\/+$/g, '');
  const onOff = (name: string, fallback: boolean): boolean => {
    const value = url.searchParams.get(name) ?? (fallback ? '1' : '0');
    if (value !== '0' && value !== '1') throw wrong(`has ${name}=${value}, it may be 0 or 1`);
    return value === '1';
  };
  return {
    bucket: url.host,
    prefix: prefix === '' ? '' : `${prefix}/`,
    endpoint,
    region: url.searchParams.get('region') ?? undefined,
    pathStyle: onOff('path-style', endpoint !== undefined),
    checksums: onOff('checksums', true),
  };
}

/**
 * Days for which parsed files are kept that a newer import replaced; 0 keeps all.
 *
 * @throws ConfigError naming the variable.
 */
export function readBlobRetention(env: Readonly<Record<string, string | undefined>>): number {
  const text = env['BLOB_RETENTION_DAYS'] || '0';
  if (/^\d{1,5}$/.test(text)) return Number(text);
  throw new ConfigError(`BLOB_RETENTION_DAYS is ${JSON.stringify(text)}, it must be a whole number of days`);
}
