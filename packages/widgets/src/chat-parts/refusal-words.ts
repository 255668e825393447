import { extrasStrings as strings } from './chat-extras-strings.ts';

/** Why something was refused, by the server's reason or else the code; read by name, as a host may bring its own client. */
interface Refusal {
  readonly code?: unknown;
  readonly reason?: unknown;
}

const WORDS: ReadonlyMap<unknown, () => string> = new Map([
  ['UNKNOWN_ATTACHMENT', () => strings.fileGone],
  ['TOO_MANY_CONVERSATIONS', () => strings.tooManyOpen],
  ['NO_VISITORS', () => strings.signInToWrite],
  ['unauthenticated', () => strings.signInToWrite],
  ['permission_denied', () => strings.refused],
  // Of what the browser keeps: the server's own limits are waited for.
  ['resource_exhausted', () => strings.tooManyWait],
]);

/** Why a message was refused, in the reader's words; empty where there is no more to say than that it was. */
export function refusalWords(refusal: unknown): string {
  const { code, reason }: Refusal = { ...Object(refusal) };
  return (WORDS.get(reason) ?? WORDS.get(code))?.() ?? '';
}
