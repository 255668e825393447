import { invalidRequest } from '../rpc/errors.ts';

/** Longest message, in code points. */
export const MAX_CHARACTERS = 4_000;

/** C0 but tab and newline, DEL, C1, and what turns the direction of the text around it (Unicode UAX #9, 2.1 and 2.2). */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
const HARMFUL = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u202A-\u202E\u2066-\u2069]/g;

/** Line ends of other systems, and the separators of Unicode. */
const LINE_END = /\r\n|[\r\u0085\u2028\u2029]/g;

/** What leaves nothing to be seen, such as a text of joiners alone. */
const INVISIBLE = /^[\p{Default_Ignorable_Code_Point}\p{Cf}\s]*$/u;

/**
 * A text as it is stored and shown: lines end with a newline, nothing controls the terminal or turns the direction of
 * what follows, characters are composed (NFC), and no white space is around it. One of which nothing can be seen is empty.
 * Done again it changes nothing.
 */
export function plainText(text: string): string {
  const plain = text
    .toWellFormed()
    .replaceAll(LINE_END, '\n')
    .replaceAll(HARMFUL, '')
    .normalize('NFC')
    .trim();
  return INVISIBLE.test(plain) ? '' : plain;
}

/** A {@link plainText} on one line, for names of files. */
export function plainLine(text: string): string {
  return plainText(text).replaceAll(/\s+/gu, ' ');
}

/**
 * A message's text, cleaned.
 *
 * @param field of the request that it came by.
 * @throws `invalid_argument` if it is longer than {@link MAX_CHARACTERS}.
 */
export function messageText(text: string, field = 'text'): string {
  const plain = plainText(text);
  const characters = plain.length > MAX_CHARACTERS ? [...plain].length : plain.length;
  if (characters <= MAX_CHARACTERS) return plain;
  const description = `has ${characters} characters, ${MAX_CHARACTERS} are the most`;
  throw invalidRequest([{ field, reason: 'TEXT_TOO_LONG', description }]);
}
