import { msg, str } from '@lit/localize';

/** What the chat box says of hours, references, ratings, transcripts and failures: loaded with what shows them. */
export const extrasStrings = {
  get away() {
    return msg('Nobody is here at the moment. Write all the same: we answer when we are back.', {
      id: 'support.away',
    });
  },
  awayUntil: (time: string) =>
    msg(str`Nobody is here at the moment. Write all the same: we are back ${time}.`, {
      id: 'support.awayUntil',
    }),
  get others() {
    return msg('Other conversations', { id: 'support.others' });
  },
  othersUnread: (count: string) =>
    msg(str`Other conversations, new messages: ${count}`, { id: 'support.othersUnread' }),
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
  get saveFailed() {
    return msg('The conversation could not be saved', { id: 'support.saveFailed' });
  },
  get startNew() {
    return msg('Start a new conversation', { id: 'support.startNew' });
  },
  get signIn() {
    return msg('Sign in to chat', { id: 'support.signIn' });
  },
  get notAllowed() {
    return msg('You cannot chat here', { id: 'support.notAllowed' });
  },
  get dropReference() {
    return msg('Do not say what this is about', { id: 'support.dropReference' });
  },
} as const;
