import type { ChatApi } from '@wattlet/sdk';
import { WattletError } from '@wattlet/sdk/errors';
import { forgetVisit, keptVisit } from './kept-visit.ts';

/** Makes what a visitor wrote on this page before they signed in theirs. */
export async function mergeVisit(chat: Pick<ChatApi, 'mergeVisit'>, server: string): Promise<void> {
  const visit = keptVisit(server);
  if (!visit) return;
  try {
    await chat.mergeVisit(visit.token);
  } catch (error) {
    // A visit that is over must not be asked for again; any other failure must not keep customers from their chats.
    if (!(error instanceof WattletError) || error.code !== 'invalid_argument') return;
  }
  forgetVisit(server);
}
