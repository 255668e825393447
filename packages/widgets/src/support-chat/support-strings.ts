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
  get away() {
    return msg('Nobody is here at the moment. Write all the same: we answer when we are back.', {
      id: 'support.away',
    });
  },
  awayUntil: (time: string) =>
    msg(str`Nobody is here at the moment. Write all the same: we are back ${time}.`, {
      id: 'support.awayUntil',
    }),
  get typingShown() {
    return msg('What you type can be seen before you send it', { id: 'support.typingShown' });
  },
  get offline() {
    return msg('You are offline. What you write is kept and sent later.', { id: 'support.offline' });
  },
  get over() {
    return msg('This conversation is over', { id: 'support.over' });
  },
  get rate() {
    return msg('How was it?', { id: 'support.rate' });
  },
  rating: (stars: number) => msg(str`${stars} of 5`, { id: 'support.rating' }),
  get thanks() {
    return msg('Thank you for your rating', { id: 'support.thanks' });
  },
  get ratingFailed() {
    return msg('The rating could not be stored', { id: 'support.ratingFailed' });
  },
  get startNew() {
    return msg('Start a new conversation', { id: 'support.startNew' });
  },
  get save() {
    return msg('Save the conversation', { id: 'support.save' });
  },
  get saveFailed() {
    return msg('The conversation could not be saved', { id: 'support.saveFailed' });
  },
  get signIn() {
    return msg('Sign in to chat', { id: 'support.signIn' });
  },
  get notAllowed() {
    return msg('You cannot chat here', { id: 'support.notAllowed' });
  },
  get agent() {
    return msg('Support', { id: 'support.agent' });
  },
  says: (name: string, text: string) => msg(str`${name}: ${text}`, { id: 'support.says' }),
  get file() {
    return msg('a file', { id: 'support.file' });
  },
  get dropReference() {
    return msg('Do not say what this is about', { id: 'support.dropReference' });
  },
} as const;
