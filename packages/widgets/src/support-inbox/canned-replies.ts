import type { CannedReply } from '@wattlet/sdk';

/** The most texts that are offered at once. */
const MOST_OFFERED = 8;
/** A text that is only a slash and the beginning of a shortcut. */
const ASKED = /^\/([\p{L}\p{N}_-]*)$/u;

/** The texts that are offered for what is written; undefined where no text is asked for. */
export function offeredReplies(
  text: string,
  replies: readonly CannedReply[],
): readonly CannedReply[] | undefined {
  const [, begun] = ASKED.exec(text) ?? [];
  if (begun === undefined) return undefined;
  const wanted = fold(begun);
  return replies.filter(({ shortcut }) => fold(shortcut).startsWith(wanted)).slice(0, MOST_OFFERED);
}

/** So that capitals and accents need not be typed. */
function fold(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}
