import { msg, str } from '@lit/localize';

/** What the button says that opens the chat; it is there before everything else. */
export const launcherStrings = {
  get open() {
    return msg('Open the chat', { id: 'support.open' });
  },
  openUnread: (count: number) =>
    count === 1
      ? msg('Open the chat, 1 new message', { id: 'support.openUnreadOne' })
      : msg(str`Open the chat, ${count} new messages`, { id: 'support.openUnread' }),
  get close() {
    return msg('Close the chat', { id: 'support.close' });
  },
} as const;
