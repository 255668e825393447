import { failureText } from './failure-text.ts';

/** Why something that somebody did has failed: as they say it where that is known, else as the server does. */
export function reasonText(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  return failureText(thrown) || thrown.message;
}
