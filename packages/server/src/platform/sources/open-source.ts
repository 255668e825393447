import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { DirectorySource } from './directory-source.ts';
import type { FileSource } from './file-source.ts';
import type { FtpServer } from './ftp-session.ts';
import { FtpSource } from './ftp-source.ts';
import { libraryServer } from './library/library-server.ts';
import { LibrarySource } from './library/library-source.ts';
import { redactUrl } from './redact-url.ts';
import { SourceError } from './source-error.ts';
import { type SourceLimits, sourceLimits } from './source-limits.ts';

/** What is known of a source beside its address. */
export interface OpenSourceOptions {
  /** Password for FTP or the File Library; goes before one in the address. */
  readonly password?: string | undefined;
  /** PEM file of the authorities to trust for FTPS or HTTPS instead of the system's. */
  readonly caFile?: string | undefined;
  readonly limits?: Partial<SourceLimits>;
  /** Hears of names that were ignored because they are unsafe. */
  readonly warn?: (message: string) => void;
  /** The time now, in epoch milliseconds. */
  readonly now?: () => number;
}

const FTP_SECURITY: Readonly<Record<string, FtpServer['security']>> = {
  'ftp:': 'none',
  'ftps:': 'explicit',
  'ftps-implicit:': 'implicit',
};

/**
 * Opens the source at an address: a path, `file:///path`, `ftp://user@host:port/folder`, `ftps://…`
 * (explicit TLS, the usual kind) or `ftps-implicit://…` (TLS from the first byte, port 990). The folder
 * is relative to where the user starts; a second slash makes it absolute (RFC 1738, section 3.2.2).
 * `entsoe://user@fms.tp.entsoe.eu` is ENTSO-E's File Library, see docs/sources.md.
 * User, password and folder are percent-encoded. Nothing is contacted yet. Throws a `bad-url` SourceError.
 *
 * @example openSource('ftps://reader@mirror.example/exports', { password: env.SOURCE_PASSWORD })
 */
export function openSource(address: string, options: OpenSourceOptions = {}): FileSource {
  const { warn = () => {}, now = Date.now } = options;
  const limits = sourceLimits(options.limits);
  const folder = localFolder(address);
  if (folder !== undefined) return new DirectorySource(folder, { limits, warn });
  if (/^entsoe:/i.test(address))
    return new LibrarySource(libraryServer(address, options), { limits, warn, now });
  return new FtpSource(ftpServer(address, options), { limits, warn, now });
}

/** The folder that a path or `file:` address means. A single letter before a colon is a drive, not a scheme. */
function localFolder(address: string): string | undefined {
  if (address.includes('\0') || address === '') throw badUrl(address, 'it is empty or holds a NUL');
  if (!/^[a-z][a-z0-9+.-]+:/i.test(address)) return resolve(address);
  if (!/^file:/i.test(address)) return undefined;
  try {
    return fileURLToPath(address);
  } catch {
    throw badUrl(address, 'a file address has the form file:///path');
  }
}

function ftpServer(address: string, { password, caFile }: OpenSourceOptions): FtpServer {
  const url = URL.parse(address);
  const security = url ? FTP_SECURITY[url.protocol] : undefined;
  if (!url || !security) {
    throw badUrl(
      address,
      'it must be a path, file:///path, ftp://user@host/folder, ftps://user@host/folder or entsoe://user@host',
    );
  }
  if (url.search || url.hash) throw badUrl(address, '? and # must be written as %3F and %23');
  if (!url.hostname) throw badUrl(address, 'the host is missing');
  const decode = (text: string) => decodePart(address, text);
  return {
    label: redactUrl(address),
    host: decode(url.hostname).replace(/^\[(.*)\]$/, '$1'),
    port: Number(url.port) || (security === 'implicit' ? 990 : 21),
    security,
    user: decode(url.username) || 'anonymous',
    password: password ?? decode(url.password),
    folder: decode(url.pathname.replace(/^\//, '')),
    caFile,
  };
}

/** Decodes a part that will stand in an FTP command, where a line break would start another command. */
function decodePart(address: string, text: string): string {
  try {
    const decoded = decodeURIComponent(text);
    if (!/[\r\n\0]/.test(decoded)) return decoded;
  } catch {
    throw badUrl(address, 'a % that stands for itself must be written as %25');
  }
  throw badUrl(address, 'it holds a line break or NUL');
}

function badUrl(address: string, why: string): SourceError {
  return new SourceError(
    'bad-url',
    `${redactUrl(address)} cannot be used as a source: ${why}. Check SOURCE_URL.`,
  );
}
