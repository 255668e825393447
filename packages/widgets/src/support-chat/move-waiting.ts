import { LocalOutbox } from '../chat-parts/local-outbox.ts';
import { type ChatPlace, ownScope } from './kept-account.ts';
import { keepChoice, keptChoice } from './kept-choice.ts';

/**
 * Makes messages of a visitor that wait the customer's. They keep their ids, by which those that have arrived are
 * known; those of a conversation that was not opened go into the new one of which messages of the customer wait, if any do.
 */
export async function moveWaiting(
  place: ChatPlace,
  visitorId: string | undefined,
  customerId: string,
): Promise<void> {
  if (visitorId === undefined || visitorId === customerId) return;
  const [from, to] = [ownScope(place, visitorId), ownScope(place, customerId)];
  const [left, taken] = [new LocalOutbox(from), new LocalOutbox(to)];
  const { openId } = keptChoice(from);
  const own = keptChoice(to).openId;
  const hasOwn = own !== undefined && (await taken.load(own)).length > 0;
  for (const entry of await left.load()) {
    const isNew = entry.key === openId;
    await taken.put(isNew && hasOwn ? { ...entry, key: own } : entry);
    if (isNew && !hasOwn) keepChoice(to, { openId });
    await left.remove(entry);
  }
}
