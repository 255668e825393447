import type { ChatApi } from '@wattlet/sdk';
import { WattletError } from '@wattlet/sdk/errors';
import { forgetVisitor } from './forget-visitor.ts';
import { type ChatPlace, keptAccount, ownScope } from './kept-account.ts';
import { keepChoice, keptChoice } from './kept-choice.ts';
import { keepVisit, keptVisit } from './kept-visit.ts';
import { LocalOutbox } from './local-outbox.ts';
import { visitedSites } from './visit-name.ts';

/** Makes what a visitor wrote in this browser before they signed in theirs, what waits to be sent, too. */
export async function mergeVisits(chat: Pick<ChatApi, 'list' | 'mergeVisit'>, server: string): Promise<void> {
  const { customerId } = await chat.list({ pageSize: 1 });
  if (customerId === undefined) return;
  for (const siteKey of visitedSites(server)) {
    const place = { server, siteKey };
    const visit = keptVisit(place);
    if (visit && !(await isMerged(chat, visit.token))) continue;
    // Before it is forgotten: a page that ends in between begins again.
    if (visit) await moveWaiting(place, customerId);
    keepVisit(place, undefined);
    forgetVisitor(place);
  }
}

/** False for a visit to another site; any other failure is one of everything that would follow. */
async function isMerged(chat: Pick<ChatApi, 'mergeVisit'>, token: string): Promise<boolean> {
  try {
    await chat.mergeVisit(token);
    return true;
  } catch (error) {
    if (error instanceof WattletError && error.code === 'invalid_argument') return false;
    throw error;
  }
}

/**
 * Makes messages of a visitor that wait the customer's. They keep their ids, by which those that have arrived are
 * known; those of a conversation that was not opened go into the new one of which messages of the customer wait, if any do.
 */
async function moveWaiting(place: ChatPlace, customerId: string): Promise<void> {
  const visitorId = keptAccount(place);
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
