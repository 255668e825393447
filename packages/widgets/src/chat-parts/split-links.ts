/** A piece of a text; with an address where it is a link. */
export interface TextPiece {
  readonly text: string;
  readonly href?: string;
}

/** What may be an address: nothing but http and https, so that no link can run anything. */
const CANDIDATE = /\bhttps?:\/\/[^\s<>"'`\u2028\u2029]+/giu;
/** What ends a sentence rather than an address. */
const TRAILING = new Set('.,;:!?…\'"»”');
const OPENING: ReadonlyMap<string, string> = new Map([
  [')', '('],
  [']', '['],
]);

/**
 * Splits a text into links and what is between them. The text itself is kept, character by character; an address that
 * names a user (`https://bank.example@evil.example`) is none, as it is made to be misread.
 */
export function splitLinks(text: string): readonly TextPiece[] {
  const pieces: TextPiece[] = [];
  let end = 0;
  for (const { 0: candidate, index } of text.matchAll(CANDIDATE)) {
    const shown = withoutTrailing(candidate);
    const href = addressOf(shown);
    if (href === undefined) continue;
    if (index > end) pieces.push({ text: text.slice(end, index) });
    pieces.push({ text: shown, href });
    end = index + shown.length;
  }
  if (end < text.length) pieces.push({ text: text.slice(end) });
  return pieces;
}

/** In one walk from the end: whoever writes thousands of brackets must not stop whoever reads them. */
function withoutTrailing(candidate: string): string {
  const counts = new Map<string, number>();
  for (const character of candidate) counts.set(character, (counts.get(character) ?? 0) + 1);
  let end = candidate.length;
  for (; end > 0; end--) {
    const last = candidate.charAt(end - 1);
    const opening = OPENING.get(last);
    const isUnpaired = opening !== undefined && (counts.get(opening) ?? 0) < (counts.get(last) ?? 0);
    if (!TRAILING.has(last) && !isUnpaired) break;
    counts.set(last, (counts.get(last) ?? 0) - 1);
  }
  return candidate.slice(0, end);
}

function addressOf(shown: string): string | undefined {
  if (!URL.canParse(shown)) return undefined;
  const { href, username, password } = new URL(shown);
  return username === '' && password === '' ? href : undefined;
}
