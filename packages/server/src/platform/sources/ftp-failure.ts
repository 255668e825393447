import { FTPError } from 'basic-ftp';
import { SourceError, type SourceFailure } from './source-error.ts';

/** What was being done when something failed. */
export interface FtpStep {
  /** `Listing ftp://host/`, for the message. */
  readonly doing: string;
  /** What it means if the connection is lost now. */
  readonly lost: SourceFailure;
  /** What it means if the server says no. */
  readonly refused: SourceFailure;
}

const ADVICE: Readonly<Record<SourceFailure, string>> = {
  'bad-url': 'Check SOURCE_URL.',
  'bad-name': 'It was not fetched.',
  unreachable: 'Check the address, the network and whether the server runs, then try again.',
  refused: 'Check the user and SOURCE_PASSWORD.',
  forbidden: 'Check what the user may read.',
  missing: 'Check the path in SOURCE_URL, or whether the file was moved.',
  tls: 'Check that the server offers TLS 1.2 or later with a certificate for this host name, and that its authority is trusted or given as CA file.',
  protocol: 'Check that it is an FTP server that supports SIZE and MDTM.',
  timeout: 'Try again, or allow more time.',
  busy: 'Try again later.',
  incomplete: 'The next try goes on from there.',
  changed: 'The copy was dropped; the next fetch starts again.',
  'too-large': 'Raise the limit if it is genuine.',
  'listing-too-large': 'Nothing was taken from it; point SOURCE_URL to a smaller folder or raise the limit.',
};

const CONNECT_CODES = /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL)$/;
const LOST_CODES = /^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ERR_STREAM_PREMATURE_CLOSE)$/;
const TLS_CODES =
  /^(ERR_TLS_|ERR_SSL_|EPROTO$|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|.*_ISSUER)/;

// basic-ftp reports these by message only; tests with hostile servers hold them to it.
const MESSAGES: readonly (readonly [RegExp, SourceFailure | 'lost', string])[] = [
  [/\bTimeout\b/, 'timeout', 'the server was silent for too long'],
  [/returned another host/, 'protocol', 'the server wanted data to come from another host'],
  [/Can't open data connection/, 'unreachable', 'no data connection; passive ports may be blocked'],
  [/Maximum bytes exceeded/, 'listing-too-large', 'the listing is longer than allowed'],
  [/exceeded maximum allowed size/, 'protocol', 'the server sent an endless reply'],
  [/FIN packet|closed connection|Socket closed|socket disconnected/, 'lost', 'the connection was lost'],
];

/** Turns what basic-ftp or the network reported into a SourceError, without the server's own words. */
export function ftpFailure(error: unknown, step: FtpStep): SourceError {
  if (error instanceof SourceError) return error;
  const [reason, what] = diagnose(error, step);
  return new SourceError(reason, `${step.doing} failed: ${what}. ${ADVICE[reason]}`);
}

function diagnose(error: unknown, step: FtpStep): readonly [SourceFailure, string] {
  if (error instanceof FTPError) return [refusal(error.code, step), `the server answered ${error.code}`];
  if (!(error instanceof Error)) return ['protocol', 'the answer was not understood'];
  if (error.name === 'TimeoutError') return ['timeout', 'the server was silent for too long'];
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  if (TLS_CODES.test(code)) return ['tls', `no trusted TLS connection (${code})`];
  if (CONNECT_CODES.test(code)) return ['unreachable', `no connection (${code})`];
  for (const [pattern, reason, what] of MESSAGES) {
    if (pattern.test(error.message)) return [reason === 'lost' ? step.lost : reason, what];
  }
  if (LOST_CODES.test(code)) return [step.lost, `the connection was lost (${code})`];
  return ['protocol', 'the answer was not understood'];
}

/** Reply codes by RFC 959, section 4.2: 4xx and 551 are passing troubles of a transfer, 53x is about signing in. */
function refusal(code: number, step: FtpStep): SourceFailure {
  if (code === 421) return 'unreachable';
  if (code === 425 || code === 426 || code === 451 || code === 551) return step.lost;
  if (step.refused === 'tls') return 'tls';
  if (code >= 530 && code < 540) return 'refused';
  return code === 500 || code === 502 ? 'protocol' : step.refused;
}
