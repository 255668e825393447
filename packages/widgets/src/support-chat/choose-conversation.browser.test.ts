import { expect } from '@open-wc/testing';
import type { OutboxEntry } from '@wattlet/sdk';
import { LocalOutbox } from '../chat-parts/local-outbox.ts';
import { conversationOf, FakeSupportClient } from '../testing/fake-support-client.ts';
import { type ChatSource, type ChoosingOptions, chooseConversation } from './choose-conversation.ts';
import { ownScope } from './kept-account.ts';
import { type ChatChoice, keepChoice } from './kept-choice.ts';

const server = 'https://energy.example';
const scope = ownScope({ server }, 'maria');

describe('the conversation that goes on', () => {
  let client: FakeSupportClient;
  let source: ChatSource;
  beforeEach(() => {
    localStorage.clear();
    client = new FakeSupportClient();
    client.customerId = 'maria';
    const newest = conversationOf({ conversationId: 'newest' });
    const list = async () => ({ customerId: 'maria', conversations: [newest] });
    source = {
      client: { ...client, chat: { ...client.chat, list } },
      ...{ server, siteKey: '', conversationId: '' },
    };
  });

  const chosen = async (options: Partial<ChoosingOptions> = {}): Promise<ChatChoice> => {
    const { signal } = new AbortController();
    return (await chooseConversation(source, { signal, goneIds: new Set<string>(), ...options })).choice;
  };
  const write = (key: string, position: number, entry: Partial<OutboxEntry> = {}) =>
    new LocalOutbox(scope).put({
      ...{ key, clientId: `${position}`, text: 'Hello', queuedAt: Date.now(), position },
      ...entry,
    });

  it('is the one into which the last message was written that waits, whichever has the newest change', async () => {
    expect(await chosen()).to.deep.equal({ conversationId: 'newest' });
    await write('earlier', 2);
    await write('earliest', 1);
    expect(await chosen()).to.deep.equal({ conversationId: 'earlier' });
    keepChoice(scope, { openId: 'new' });
    await write('new', 0);
    expect(await chosen()).to.deep.equal({ openId: 'new' });
  });

  it('is that one without the server, too', async () => {
    await chosen();
    keepChoice(scope, { conversationId: 'newest' });
    await write('earlier', 1);
    const away = Object.assign(new Error('Gone.'), { code: 'unavailable' });
    source = {
      ...source,
      client: { ...source.client, chat: { ...client.chat, list: () => Promise.reject(away) } },
    };
    expect(await chosen()).to.deep.equal({ conversationId: 'earlier' });
  });

  it('is none for agents, as those that they may read are their customers’', async () => {
    const list = async () => ({ conversations: [conversationOf()] });
    source = { ...source, client: { ...source.client, chat: { ...source.client.chat, list } } };
    const refused: unknown = await chosen().catch((thrown: unknown) => thrown);
    expect(refused).to.include({ code: 'permission_denied' });
  });

  it('is none of which a message was refused', async () => {
    await write('refused', 2, { refusal: { code: 'permission_denied', message: 'no' } });
    expect(await chosen()).to.deep.equal({ conversationId: 'newest' });
  });

  it('is a new one for what waits in one that is gone, or was left before it was opened', async () => {
    await write('other', 1, { refusal: { code: 'not_found', message: 'there is no such file' } });
    await write('gone', 2);
    expect(await chosen()).to.deep.equal({ conversationId: 'gone' });
    expect(await chosen({ goneIds: new Set(['gone']) })).to.deep.equal({ openId: 'gone' });
    await write('gone', 2, { refusal: { code: 'not_found', message: 'there is no such conversation' } });
    expect(await chosen({ goneIds: new Set(['gone']) })).to.deep.equal({ openId: 'gone' });
  });
});
