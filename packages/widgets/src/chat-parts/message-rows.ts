import type { SessionMessage } from '@wattlet/sdk';

/** Messages of one sender within so long are one group: name and time are said once. */
const GROUP_MS = 5 * 60_000;

/** A row of a conversation: the beginning of a day, or a message. */
export type MessageRow =
  | { readonly kind: 'day'; readonly at: Date }
  | { readonly kind: 'message'; readonly message: SessionMessage; readonly isFirst: boolean };

/** Messages with a row before the first of each day, by the clock of the reader; in the order they are given. */
export function messageRows(messages: readonly SessionMessage[]): readonly MessageRow[] {
  return messages.flatMap((message, index): readonly MessageRow[] => {
    const before = messages[index - 1];
    const isNewDay = !before || !isSameDay(before.sentAt, message.sentAt);
    const isFirst = isNewDay || !isSameGroup(before, message);
    const row = { kind: 'message', message, isFirst } as const;
    return isNewDay ? [{ kind: 'day', at: message.sentAt }, row] : [row];
  });
}

function isSameGroup(before: SessionMessage, { sender, senderId, isNote, sentAt }: SessionMessage): boolean {
  return (
    before.sender === sender &&
    before.senderId === senderId &&
    before.isNote === isNote &&
    sentAt.getTime() - before.sentAt.getTime() < GROUP_MS
  );
}

function isSameDay(a: Date, b: Date): boolean {
  return a.toDateString() === b.toDateString();
}
