import { type ChatPlace, keepAccount, keptAccount, ownScope } from './kept-account.ts';
import { keepChoice } from './kept-choice.ts';
import { LocalOutbox } from './local-outbox.ts';

/** Forgets everything of a visitor whose visit is over: nobody can send what they wrote any more. */
export function forgetVisitor(place: ChatPlace): void {
  const visitorId = keptAccount(place);
  // What a newcomer has written is what their visit begins with.
  if (!visitorId) return;
  const scope = ownScope(place, visitorId);
  new LocalOutbox(scope).clear();
  keepChoice(scope, undefined);
  keepAccount(place, undefined);
}
