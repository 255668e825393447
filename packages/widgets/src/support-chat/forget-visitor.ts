import { LocalOutbox } from '../chat-parts/local-outbox.ts';
import { type ChatPlace, keepAccount, keptAccount, NEWCOMER, ownScope } from './kept-account.ts';
import { keepChoice } from './kept-choice.ts';

/** Forgets everything of a visitor whose visit is over, as nobody can send what they wrote: they are a newcomer again. */
export function forgetVisitor(place: ChatPlace): void {
  const visitorId = keptAccount(place);
  keepAccount(place, NEWCOMER);
  // What a newcomer has written is what their visit begins with.
  if (!visitorId) return;
  const scope = ownScope(place, visitorId);
  new LocalOutbox(scope).clear();
  keepChoice(scope, undefined);
}
