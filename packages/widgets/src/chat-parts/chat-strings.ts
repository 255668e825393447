import { msg, str } from '@lit/localize';

/** What customers and agents read in a conversation, beside what every element says. */
export const chatStrings = {
  get messages() {
    return msg('Messages', { id: 'chat.messages' });
  },
  get today() {
    return msg('Today', { id: 'chat.today' });
  },
  get yesterday() {
    return msg('Yesterday', { id: 'chat.yesterday' });
  },
  get older() {
    return msg('Show earlier messages', { id: 'chat.older' });
  },
  get newMessages() {
    return msg('New messages', { id: 'chat.newMessages' });
  },
  get you() {
    return msg('You', { id: 'chat.you' });
  },
  get automatic() {
    return msg('Automatic reply', { id: 'chat.automatic' });
  },
  typing: (name: string) => msg(str`${name} is typing`, { id: 'chat.typing' }),
  get sent() {
    return msg('Sent', { id: 'chat.sent' });
  },
  get delivered() {
    return msg('Delivered', { id: 'chat.delivered' });
  },
  /** @param time empty where it is not known */
  seen: (time: string) => msg(str`Seen ${time}`, { id: 'chat.seen' }).trim(),
  get sending() {
    return msg('Sending', { id: 'chat.sending' });
  },
  get waiting() {
    return msg('Waiting for the connection', { id: 'chat.waiting' });
  },
  tooFast: (time: string) => msg(str`Many messages at once: it goes on at ${time}`, { id: 'chat.tooFast' }),
  get discard() {
    return msg('Discard', { id: 'chat.discard' });
  },
  get write() {
    return msg('Write a message', { id: 'chat.write' });
  },
  get send() {
    return msg('Send', { id: 'chat.send' });
  },
  get attach() {
    return msg('Attach a file', { id: 'chat.attach' });
  },
  get dropHere() {
    return msg('Drop files here', { id: 'chat.dropHere' });
  },
  charactersLeft: (count: string) => msg(str`${count} characters left`, { id: 'chat.charactersLeft' }),
  tooLong: (count: string) => msg(str`${count} characters too many`, { id: 'chat.tooLong' }),
} as const;
