import { msg, str } from '@lit/localize';

/** What the chat box of customers says, beside what every conversation and every element says. */
export const supportStrings = {
  get title() {
    return msg('Support', { id: 'support.title' });
  },
  get empty() {
    return msg('How can we help?', { id: 'support.empty' });
  },
  get emptyMore() {
    return msg('Write to us. The answer comes here, also when you come back later.', {
      id: 'support.emptyMore',
    });
  },
  get typingShown() {
    return msg('What you type can be seen before you send it', { id: 'support.typingShown' });
  },
  get offline() {
    return msg('You are offline. What you write is kept and sent later.', { id: 'support.offline' });
  },
  get save() {
    return msg('Save the conversation', { id: 'support.save' });
  },
  get agent() {
    return msg('Support', { id: 'support.agent' });
  },
  says: (name: string, text: string) => msg(str`${name}: ${text}`, { id: 'support.says' }),
  get file() {
    return msg('a file', { id: 'support.file' });
  },
} as const;
