import { randomUUID } from 'node:crypto';
import type { DemoAccount } from './demo-accounts.ts';
import { signedInCaller } from './signed-in-caller.ts';

/** What customers ask, and what they are answered, if they are. */
interface Talk {
  readonly customer: DemoAccount['what'];
  readonly question: string;
  readonly answer?: { readonly by: DemoAccount['what']; readonly text: string };
}

const TALKS: readonly Talk[] = [
  {
    customer: 'subscriber',
    question: 'Hello! Why did my apartment go over its limit?',
    answer: {
      by: 'administrator',
      text: 'Good morning! The flow heater ran for eight minutes at 21 kW, while two people took a shower.',
    },
  },
  {
    customer: 'customer of the utility',
    question: 'Good evening, my house by the sea is over its limit. Can the limit be higher in winter?',
  },
];

/** Has customers ask, so that there are conversations to be seen; once for each home. One of them waits for an answer. */
export async function demoConversations(serverUrl: string, accounts: readonly DemoAccount[]): Promise<void> {
  const callerOf = async (what: DemoAccount['what']) => {
    const account = accounts.find((one) => one.what === what);
    if (!account) throw new Error(`the demo has no ${what}`);
    return signedInCaller(serverUrl, account);
  };
  for (const { customer, question, answer } of TALKS) {
    const ask = await callerOf(customer);
    const known = (await ask('ChatService/ListConversations', {})) as { conversations?: unknown[] };
    if (known.conversations?.length) continue;
    const opened = (await ask('ChatService/OpenConversation', { clientId: randomUUID() })) as {
      conversation: { conversationId: string };
    };
    const { conversationId } = opened.conversation;
    const message = (text: string) => ({ conversationId, clientId: randomUUID(), text });
    await ask('ChatService/SendMessage', message(question));
    if (answer) await (await callerOf(answer.by))('ChatService/SendMessage', message(answer.text));
  }
}
