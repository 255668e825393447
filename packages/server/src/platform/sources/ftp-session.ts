import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import type { Writable } from 'node:stream';
import type { ConnectionOptions } from 'node:tls';
import { Client, type FileInfo } from 'basic-ftp';
import { untilAborted } from '../until-aborted.ts';
import { type FtpStep, ftpFailure } from './ftp-failure.ts';
import { SourceError } from './source-error.ts';
import type { SourceLimits } from './source-limits.ts';

/** An FTP server and a folder on it. */
export interface FtpServer {
  /** The server in messages, without the password. */
  readonly label: string;
  readonly host: string;
  readonly port: number;
  /** `explicit` upgrades a plain connection by AUTH TLS (RFC 4217), `implicit` speaks TLS from the start. */
  readonly security: 'none' | 'explicit' | 'implicit';
  readonly user: string;
  readonly password: string;
  /** As in the CWD command; empty for the folder that the user starts in. */
  readonly folder: string;
  /** PEM file of the authorities to trust instead of the system's. */
  readonly caFile: string | undefined;
}

/** What `listing` found: entries, and names with a slash, which the parser of listings drops. */
export interface FtpListing {
  readonly entries: readonly FileInfo[];
  readonly pathNames: readonly { readonly name: string }[];
}

// The name in an MLSD line (RFC 3659): facts, each ended by `;`, a space, the name.
const MLSD_PATH_NAME = /^[^ \r\n]*; (.*\/.*?)\r?$/gm;

/**
 * One signed-in connection, for one piece of work. Every method rejects with a SourceError, or
 * with the signal's reason as soon as it aborts, which also cuts the connection.
 */
export class FtpSession {
  readonly #server: FtpServer;
  readonly #client: Client;
  readonly #signal: AbortSignal;
  readonly #close = () => this.#client.close();

  private constructor(server: FtpServer, limits: SourceLimits, signal: AbortSignal) {
    this.#server = server;
    this.#signal = signal;
    this.#client = new Client(limits.idleTimeoutMs, { maxListingBytes: limits.maxListingBytes });
    signal.addEventListener('abort', this.#close, { once: true });
  }

  /** Connects and signs in, runs `work`, closes the connection. */
  static async run<T>(
    server: FtpServer,
    { limits, signal }: { readonly limits: SourceLimits; readonly signal: AbortSignal },
    work: (session: FtpSession) => Promise<T>,
  ): Promise<T> {
    const session = new FtpSession(server, limits, signal);
    try {
      await session.#signIn(AbortSignal.any([signal, AbortSignal.timeout(limits.idleTimeoutMs)]));
      return await work(session);
    } finally {
      signal.removeEventListener('abort', session.#close);
      session.#close();
    }
  }

  /** Lists the folder, bounded in bytes. */
  async listing(): Promise<FtpListing> {
    const parse = this.#client.parseList;
    let pathNames: { name: string }[] = [];
    this.#client.parseList = (text) => {
      pathNames = Array.from(text.matchAll(MLSD_PATH_NAME), ([, name = '']) => ({ name }));
      return parse(text);
    };
    const step: FtpStep = {
      doing: `Listing ${this.#server.label}`,
      lost: 'incomplete',
      refused: 'forbidden',
    };
    const entries = await this.#do(step, () => this.#client.list());
    return { entries, pathNames };
  }

  /** SIZE of a file with an allowed name. */
  async size(name: string): Promise<number> {
    const size = await this.#do(this.#fileStep('SIZE', name), () => this.#client.size(name));
    if (!Number.isSafeInteger(size) || size < 0) throw this.#nonsense('SIZE', name);
    return size;
  }

  /** MDTM of a file with an allowed name. */
  async modifiedAt(name: string): Promise<Date> {
    const modifiedAt = await this.#do(this.#fileStep('MDTM', name), () => this.#client.lastMod(name));
    if (Number.isNaN(modifiedAt.getTime())) throw this.#nonsense('MDTM', name);
    return modifiedAt;
  }

  /** Writes a file from the byte `start` on to the sink. */
  async read(name: string, start: number, sink: Writable): Promise<void> {
    const step = { ...this.#fileStep('Download', name), lost: 'incomplete' } as const;
    await this.#do(step, () => this.#client.downloadTo(sink, name, start));
  }

  async #signIn(signal: AbortSignal): Promise<void> {
    const { label, host, port, security, user, password, folder } = this.#server;
    const connecting: FtpStep = {
      doing: `Connecting to ${label}`,
      lost: 'unreachable',
      refused: 'unreachable',
    };
    const securing: FtpStep = { doing: `Connecting to ${label}`, lost: 'tls', refused: 'tls' };
    const signingIn: FtpStep = { doing: `Signing in at ${label}`, lost: 'unreachable', refused: 'refused' };
    const entering: FtpStep = {
      doing: `Opening the folder of ${label}`,
      lost: 'unreachable',
      refused: 'missing',
    };
    const client = this.#client;
    if (security === 'implicit') {
      const options = await this.#tlsOptions();
      await this.#do(connecting, () => client.connectImplicitTLS(host, port, options), signal);
    } else {
      await this.#do(connecting, () => client.connect(host, port), signal);
    }
    if (security === 'explicit') {
      const options = await this.#tlsOptions();
      await this.#do(securing, () => client.useTLS(options), signal);
    }
    await this.#do(signingIn, () => client.login(user, password), signal);
    await this.#do(signingIn, () => client.useDefaultSettings(), signal);
    if (folder) await this.#do(entering, () => client.cd(folder), signal);
  }

  async #tlsOptions(): Promise<ConnectionOptions> {
    const { host, caFile, label } = this.#server;
    const options: ConnectionOptions = { host, minVersion: 'TLSv1.2' };
    if (!isIP(host)) options.servername = host;
    if (caFile) {
      options.ca = await readFile(caFile).catch(() => {
        const message = `Connecting to ${label} failed: the CA file ${caFile} cannot be read. Check SOURCE_CA_FILE.`;
        throw new SourceError('tls', message);
      });
    }
    return options;
  }

  async #do<T>(step: FtpStep, work: () => Promise<T>, signal = this.#signal): Promise<T> {
    this.#signal.throwIfAborted();
    try {
      return await untilAborted(signal, work());
    } catch (error) {
      this.#signal.throwIfAborted();
      throw ftpFailure(error, step);
    }
  }

  #fileStep(doing: string, name: string): FtpStep {
    return { doing: `${doing} of ${name} at ${this.#server.label}`, lost: 'unreachable', refused: 'missing' };
  }

  #nonsense(command: string, name: string): SourceError {
    const message = `${this.#server.label} answered ${command} of ${name} with no usable value. The file was not fetched.`;
    return new SourceError('protocol', message);
  }
}
