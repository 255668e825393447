import { readFile } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { SourceError, type SourceFailure } from '../source-error.ts';
import type { SourceLimits } from '../source-limits.ts';
import { isFresh } from './is-fresh.ts';
import type { LibraryServer } from './library-server.ts';
import { RequestPace } from './request-pace.ts';

/** A token is used no longer than so long before its end: clocks differ, and requests take time. */
const RENEW_BEFORE_MS = 60_000;
const TOKEN_BYTES = 64 * 1024;
/** What the library's guide says of its ban. */
const BAN_MS = 10 * 60_000;
const LONGEST_BAN_MS = 60 * 60_000;
/** Of ENTSO-E's own, and open to everybody. */
const CLIENT_ID = 'tp-fms-public';

export interface LibraryClientOptions {
  readonly limits: SourceLimits;
  /** The time now, in epoch milliseconds. */
  readonly now: () => number;
}

/**
 * Talks to a File Library: signs in when it has to, at a pace that the library allows. Rejects with a SourceError that
 * says none of the library's own words, or with the signal's reason.
 */
export class LibraryClient {
  readonly #server: LibraryServer;
  readonly #limits: SourceLimits;
  readonly #now: () => number;
  readonly #pace: RequestPace;
  #token: { readonly value: string; readonly at: number; readonly ms: number } | undefined;
  #signingIn: Promise<string> | undefined;

  constructor(server: LibraryServer, { limits, now }: LibraryClientOptions) {
    this.#server = server;
    this.#limits = limits;
    this.#now = now;
    this.#pace = new RequestPace({ perMinute: server.requestsPerMinute, now });
  }

  /** Asks for JSON, up to so many bytes. */
  async ask(path: string, body: unknown, { maxBytes, signal }: { maxBytes: number; signal: AbortSignal }) {
    const doing = `Asking ${this.#server.label} for ${path}`;
    return parseJson(doing, await readAll(doing, await this.open(path, body, signal), maxBytes));
  }

  /** Opens an answer, which the caller reads or destroys. A token that is not taken any more is renewed once. */
  async open(path: string, body: unknown, signal: AbortSignal): Promise<IncomingMessage> {
    const doing = `Asking ${this.#server.label} for ${path}`;
    const url = new URL(path, this.#server.serviceUrl);
    const content = JSON.stringify(body);
    for (let tries = 1; ; tries++) {
      const token = await this.#signIn(signal);
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const response = await this.#send(doing, { url, headers, content, signal });
      const status = response.statusCode ?? 0;
      if (status === 200) return response;
      response.destroy();
      if (status !== 401 || tries > 1) throw this.#refusal(doing, status, response);
      if (this.#token?.value === token) this.#token = undefined;
    }
  }

  /** Those who need a token at the same time get the same. */
  async #signIn(signal: AbortSignal): Promise<string> {
    if (this.#token && isFresh(this.#token, this.#now())) return this.#token.value;
    this.#signingIn ??= this.#fetchToken(signal).finally(() => {
      this.#signingIn = undefined;
    });
    return this.#signingIn;
  }

  /** The password grant of OpenID Connect (RFC 6749, section 4.3). */
  async #fetchToken(signal: AbortSignal): Promise<string> {
    const { label, tokenUrl, user, password } = this.#server;
    const doing = `Signing in at ${label}`;
    const form = { client_id: CLIENT_ID, grant_type: 'password', username: user, password };
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const content = new URLSearchParams(form).toString();
    const response = await this.#send(doing, { url: new URL(tokenUrl), headers, content, signal });
    const status = response.statusCode ?? 0;
    if (status !== 200) {
      response.destroy();
      if (status === 400 || status === 401)
        throw failure('refused', doing, `the server answered ${status}`, SIGN_IN_ADVICE);
      throw this.#refusal(doing, status, response);
    }
    const answer = parseJson(doing, await readAll(doing, response, TOKEN_BYTES));
    const { access_token: value, expires_in: seconds } = isObject(answer) ? answer : {};
    if (typeof value !== 'string' || !/^[\x21-\x7e]+$/.test(value) || typeof seconds !== 'number')
      throw failure('protocol', doing, 'the answer holds no token');
    this.#token = { value, at: this.#now(), ms: seconds * 1000 - RENEW_BEFORE_MS };
    return value;
  }

  async #send(
    doing: string,
    { url, headers, content, signal }: { url: URL; headers: object; content: string; signal: AbortSignal },
  ): Promise<IncomingMessage> {
    if (!(await this.#pace.take(signal))) throw this.#banned(doing);
    const ca = await this.#authorities();
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const { idleTimeoutMs } = this.#limits;
    const sent = request(url, {
      method: 'POST',
      headers: { ...headers, 'content-length': Buffer.byteLength(content), 'user-agent': 'wattlet' },
      signal,
      ...(ca && { ca }),
      minVersion: 'TLSv1.2',
    });
    // Of an answer that has begun, its reader has to hear it.
    let silent: { destroy(error: Error): unknown } = sent;
    sent.setTimeout(idleTimeoutMs, () => silent.destroy(new SilentError()));
    sent.once('response', (response) => {
      silent = response;
      resolve(response);
    });
    sent.on('error', reject).end(content);
    try {
      return await promise;
    } catch (error) {
      signal.throwIfAborted();
      throw networkFailure(doing, error);
    }
  }

  #refusal(doing: string, status: number, { headers }: IncomingMessage): SourceError {
    if (status === 429) {
      const seconds = Number(headers['retry-after'] ?? Number.NaN);
      this.#pace.ban(seconds >= 0 ? Math.min(seconds * 1000, LONGEST_BAN_MS) : BAN_MS);
      return this.#banned(doing);
    }
    const what = `the server answered ${status}`;
    if (status === 401) return failure('refused', doing, what, SIGN_IN_ADVICE);
    if (status === 403) return failure('forbidden', doing, what, 'Check what the user may read.');
    if (status === 400 || status === 404)
      return failure(
        'missing',
        doing,
        what,
        'Check the folders in SOURCE_URL, or whether the file was moved.',
      );
    if (status >= 500) return failure('unreachable', doing, what, 'Try again later.');
    return failure('protocol', doing, what);
  }

  #banned(doing: string): SourceError {
    const until = new Date(this.#pace.bannedUntil).toISOString();
    return failure('busy', doing, 'there were too many requests', `Nothing is asked until ${until}.`);
  }

  async #authorities(): Promise<Buffer | undefined> {
    const { caFile, label } = this.#server;
    if (caFile === undefined) return undefined;
    return readFile(caFile).catch(() => {
      throw failure(
        'tls',
        `Connecting to ${label}`,
        `the CA file ${caFile} cannot be read`,
        'Check SOURCE_CA_FILE.',
      );
    });
  }
}

class SilentError extends Error {}

const SIGN_IN_ADVICE =
  'Check the user and SOURCE_PASSWORD: a password of the Transparency Platform ends after 183 days.';
const PROTOCOL_ADVICE = 'Check that it is a File Library.';

/** What broke the connection, or kept it from being made. */
export function networkFailure(doing: string, error: unknown): SourceError {
  if (error instanceof SourceError) return error;
  if (error instanceof SilentError)
    return failure('timeout', doing, 'the server was silent for too long', 'Try again, or allow more time.');
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (/^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_)/.test(code))
    return failure(
      'tls',
      doing,
      `no trusted TLS connection (${code})`,
      'Check that its authority is trusted or given by SOURCE_CA_FILE.',
    );
  return failure(
    'unreachable',
    doing,
    `no connection (${code || 'lost'})`,
    'Check the network, then try again.',
  );
}

export function failure(
  reason: SourceFailure,
  doing: string,
  what: string,
  advice: string = PROTOCOL_ADVICE,
): SourceError {
  return new SourceError(reason, `${doing} failed: ${what}. ${advice}`);
}

async function readAll(doing: string, response: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const part of response as AsyncIterable<Buffer>) {
      bytes += part.length;
      if (bytes > maxBytes)
        throw failure(
          'listing-too-large',
          doing,
          `the answer has more than ${maxBytes} bytes`,
          'Nothing was taken from it.',
        );
      parts.push(part);
    }
  } catch (error) {
    throw networkFailure(doing, error);
  }
  return Buffer.concat(parts);
}

function parseJson(doing: string, text: Buffer): unknown {
  try {
    return JSON.parse(text.toString('utf8'));
  } catch {
    throw failure('protocol', doing, 'the answer is not JSON');
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
