import { STREAM_NAMES, STREAMS } from '../../../streams/definitions.ts';
import { redactUrl } from '../redact-url.ts';
import { SourceError } from '../source-error.ts';

/** A File Library and what of it is read. */
export interface LibraryServer {
  /** The library in messages, without secrets. */
  readonly label: string;
  /** Ends with a slash. */
  readonly serviceUrl: string;
  readonly tokenUrl: string;
  readonly user: string;
  readonly password: string;
  /** Folder below which the others are. */
  readonly topFolder: string;
  /** Folders whose files are listed, by their bare names. */
  readonly folders: readonly string[];
  readonly requestsPerMinute: number;
  /** PEM file of the authorities to trust instead of the system's. */
  readonly caFile: string | undefined;
}

/**
 * Requests of one process in a minute. The library bans who makes more than 100, counted over all processes that sign in
 * as the same user: three parsers on their own stay below.
 */
const REQUESTS_PER_MINUTE = 30;
const MOST_PER_MINUTE = 100;
/** As the library calls the items of the three streams. */
const FOLDERS = STREAM_NAMES.map((stream) => {
  const { fileTitle, dataItem } = STREAMS[stream];
  return `${fileTitle}_${dataItem.replace('BC', 'B_C')}_r3`;
});
const PARAMETERS = new Set(['folders', 'token-url', 'requests-per-minute']);

/**
 * Reads `entsoe://user%40example.org@fms.tp.entsoe.eu/TP_export`.
 *
 * @throws a `bad-url` SourceError
 */
export function libraryServer(
  address: string,
  { password, caFile }: { readonly password?: string | undefined; readonly caFile?: string | undefined },
): LibraryServer {
  const wrong = (why: string) =>
    new SourceError('bad-url', `${redactUrl(address)} cannot be used as a source: ${why}. Check SOURCE_URL.`);
  const url = URL.parse(address);
  if (!url?.hostname) throw wrong('it must be entsoe://user@fms.tp.entsoe.eu, with a host');
  if (url.hash) throw wrong('# must be written as %23');
  for (const name of url.searchParams.keys())
    if (!PARAMETERS.has(name)) throw wrong(`${JSON.stringify(name)} means nothing there`);
  const user = decode(url.username);
  const secret = password ?? decode(url.password);
  if (!user) throw wrong('who signs in? It has no user');
  if (!secret) throw wrong('there is no password: set SOURCE_PASSWORD');
  const topFolder = decode(url.pathname).replace(/^\/+|\/+$/g, '') || 'TP_export';
  const folders = url.searchParams.get('folders')?.split(',') ?? FOLDERS;
  if (![topFolder, ...folders].every((name) => /^[A-Za-z0-9._-]{1,200}$/.test(name) && !/^\.+$/.test(name)))
    throw wrong('a folder has letters, digits and "._-" only');
  const perMinute = Number(url.searchParams.get('requests-per-minute') ?? REQUESTS_PER_MINUTE);
  if (!Number.isInteger(perMinute) || perMinute < 1 || perMinute > MOST_PER_MINUTE)
    throw wrong(`requests-per-minute may be 1 to ${MOST_PER_MINUTE}`);
  return {
    label: redactUrl(address),
    serviceUrl: `https://${url.host}/`,
    tokenUrl: tokenUrl(url) ?? raise(wrong('token-url must be an https address')),
    user,
    password: secret,
    topFolder,
    folders,
    requestsPerMinute: perMinute,
    caFile,
  };
}

/** The library's own is beside it: `fms.…` signs in at `keycloak.…`. */
function tokenUrl(url: URL): string | undefined {
  const given = url.searchParams.get('token-url');
  if (given !== null) return URL.parse(given)?.protocol === 'https:' ? given : undefined;
  const host = url.host.replace(/^fms\./, 'keycloak.');
  return `https://${host}/realms/tp/protocol/openid-connect/token`;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function raise(error: Error): never {
  throw error;
}
