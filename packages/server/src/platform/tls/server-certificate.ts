import { readFile } from 'node:fs/promises';
import { createSecureContext } from 'node:tls';
import { ConfigError } from '../../config-error.ts';
import type { Log } from '../log.ts';

/** PEM files: a certificate with the chain below it, and its key. */
export interface CertificateFiles {
  readonly certFile: string;
  readonly keyFile: string;
}

/** Certificate and key, as a TLS server takes them. */
export interface CertificatePair {
  readonly cert: Buffer;
  readonly key: Buffer;
}

/** What takes a new certificate: connections that are open keep theirs. */
export interface CertificateUser {
  setSecureContext(pair: CertificatePair): void;
}

export interface ServerCertificateOptions extends CertificateFiles {
  readonly log: Log;
  /** How often the files are read again, in milliseconds. Their times are not trusted: mounted secrets are links to links. */
  readonly rereadMs?: number;
}

const REREAD_MS = 10_000;

/** A certificate in files that somebody else renews: whoever uses it gets the new one without a restart. */
export class ServerCertificate implements Disposable {
  readonly #options: ServerCertificateOptions;
  readonly #users = new Set<CertificateUser>();
  readonly #timer: NodeJS.Timeout;
  #pair: CertificatePair;
  #complaint = '';

  private constructor(options: ServerCertificateOptions, pair: CertificatePair) {
    this.#options = options;
    this.#pair = pair;
    this.#timer = setInterval(() => void this.reread(), options.rereadMs ?? REREAD_MS).unref();
  }

  /** @throws ConfigError if a file cannot be read or the two do not belong together. */
  static async open(options: ServerCertificateOptions): Promise<ServerCertificate> {
    const pair = await readPair(options).catch((error: unknown) => {
      throw new ConfigError(`TLS_CERT_FILE and TLS_KEY_FILE cannot be used: ${messageOf(error)}`);
    });
    return new ServerCertificate(options, pair);
  }

  get pair(): CertificatePair {
    return this.#pair;
  }

  /** Gives the user every later certificate. */
  addUser(user: CertificateUser): void {
    this.#users.add(user);
  }

  /** Reads the files again. Where they cannot be used, also because one of the two is not renewed yet, the old ones go on. */
  async reread(): Promise<void> {
    const { log, certFile } = this.#options;
    try {
      const pair = await readPair(this.#options);
      this.#complaint = '';
      if (pair.cert.equals(this.#pair.cert) && pair.key.equals(this.#pair.key)) return;
      this.#pair = pair;
      for (const user of this.#users) user.setSecureContext(pair);
      log.info({ certFile }, 'the certificate was renewed');
    } catch (error) {
      const complaint = messageOf(error);
      if (complaint !== this.#complaint) log.error({ certFile, reason: complaint }, 'the certificate stays');
      this.#complaint = complaint;
    }
  }

  [Symbol.dispose](): void {
    clearInterval(this.#timer);
  }
}

async function readPair({ certFile, keyFile }: CertificateFiles): Promise<CertificatePair> {
  const [cert, key] = await Promise.all([readFile(certFile), readFile(keyFile)]);
  createSecureContext({ cert, key });
  return { cert, key };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
