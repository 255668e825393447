import { randomUUID } from 'node:crypto';
import type { DemoAccount } from './demo-accounts.ts';
import { signedInCaller } from './signed-in-caller.ts';

const QUESTION = 'Hello! Why did my apartment go over its limit?';
const ANSWER =
  'Good morning! The flow heater ran for eight minutes at 21 kW, while two people took a shower.';

/** Has the subscriber and the administrator talk, so that there is a conversation to be seen; once for each home. */
export async function demoConversation(serverUrl: string, accounts: readonly DemoAccount[]): Promise<void> {
  const [subscriber, administrator] = accounts;
  if (!subscriber || !administrator) return;
  const ask = await signedInCaller(serverUrl, subscriber);
  const known = (await ask('ChatService/ListConversations', {})) as { conversations?: unknown[] };
  if (known.conversations?.length) return;
  const opened = (await ask('ChatService/OpenConversation', { clientId: randomUUID() })) as {
    conversation: { conversationId: string };
  };
  const { conversationId } = opened.conversation;
  const message = (text: string) => ({ conversationId, clientId: randomUUID(), text });
  await ask('ChatService/SendMessage', message(QUESTION));
  const answer = await signedInCaller(serverUrl, administrator);
  await answer('ChatService/SendMessage', message(ANSWER));
}
