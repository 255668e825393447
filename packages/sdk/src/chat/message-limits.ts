import { invalidArgument } from '../errors/invalid-argument.ts';
import type { NewMessage } from './outbox-storage.ts';

/** Longest message, in characters. */
export const MAX_MESSAGE_CHARACTERS = 4_000;
/** Most files of a message. */
export const MAX_MESSAGE_FILES = 10;

/** A text as the server keeps and counts it: composed, without the white space around it. */
export const composed = (text: string): string => text.normalize('NFC').trim();

/** How long a text is for the server: in Unicode code points, composed, without the white space around it. */
export function messageLength(text: string): number {
  return [...composed(text)].length;
}

/** @throws WattletError `invalid_argument` for what the server would refuse. */
export function checkMessage({ text, attachmentIds = [] }: NewMessage): void {
  const length = messageLength(text);
  if (length > MAX_MESSAGE_CHARACTERS)
    invalidArgument('text', `must have at most ${MAX_MESSAGE_CHARACTERS} characters`, length);
  if (attachmentIds.length > MAX_MESSAGE_FILES)
    invalidArgument('attachmentIds', `must be at most ${MAX_MESSAGE_FILES}`, attachmentIds.length);
  if (length === 0 && attachmentIds.length === 0)
    invalidArgument('text', 'must not be empty where there are no attachments', text);
}
