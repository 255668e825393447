import type { ChatApi } from '@wattlet/sdk';
import { WattletError } from '@wattlet/sdk/errors';
import { forgetVisitor } from './forget-visitor.ts';
import { keepAccount, keptAccount, NEWCOMER, ownScope, visitedSites } from './kept-account.ts';
import { keepChoice } from './kept-choice.ts';
import { keepVisit, keptVisit } from './kept-visit.ts';
import { moveWaiting } from './move-waiting.ts';

/** Makes what a visitor wrote in this browser before they signed in theirs, what waits to be sent, too. */
export async function mergeVisits(chat: Pick<ChatApi, 'list' | 'mergeVisit'>, server: string): Promise<void> {
  const { customerId } = await chat.list({ pageSize: 1 });
  if (customerId === undefined) return;
  for (const siteKey of visitedSites(server)) {
    const place = { server, siteKey };
    const visit = keptVisit(place);
    if (visit && !(await isMerged(chat, visit.token))) continue;
    // Before it is forgotten: a page that ends in between begins again.
    if (visit) await moveWaiting(place, keptAccount(place), customerId);
    // Also what they wrote before any visit began: nobody else is to send it.
    await moveWaiting(place, NEWCOMER, customerId);
    keepVisit(place, undefined);
    forgetVisitor(place);
    keepChoice(ownScope(place, NEWCOMER), undefined);
    keepAccount(place, undefined);
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
