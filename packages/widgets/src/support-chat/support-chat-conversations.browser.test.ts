import { expect } from '@open-wc/testing';
import { WattletError } from '@wattlet/sdk/errors';
import { LocalOutbox } from '../chat-parts/local-outbox.ts';
import { conversationOf, FakeSession, FakeSupportClient, messageOf } from '../testing/fake-support-client.ts';
import { shownSupport, supportPart, supportTexts, unmountSupport } from '../testing/mount-support.ts';
import { whenShown } from '../testing/when-shown.ts';
import { typeMessage } from '../testing/write-message.ts';
import { ownScope } from './kept-account.ts';
import { keptChoice } from './kept-choice.ts';

describe('the conversations of <support-chat>', () => {
  beforeEach(() => localStorage.clear());
  afterEach(unmountSupport);

  it('asks for a rating once the conversation is over, and lets begin another', async () => {
    const session = new FakeSession({
      messages: [messageOf(1)],
      conversation: conversationOf({ state: 'closed' }),
    });
    const client = new FakeSupportClient(session);
    const element = await shownSupport(client);
    await whenShown(element, (root) => root.querySelector('.star'));
    element.renderRoot.querySelectorAll<HTMLElement>('.star')[3]?.click();
    await whenShown(element, (root) => root.querySelectorAll('.star.on').length === 4);
    expect(supportTexts(element, '.rating > span:first-child')).to.deep.equal(['Thank you for your rating']);
    supportPart(element, '.over > .plain').click();
    expect(client.asked.at(-1)).to.equal('session of a new one');
  });

  it('asks for a rating also beside a message that was refused, which says why in the reader’s words', async () => {
    const error = { code: 'permission_denied', message: 'you cannot write here any more' };
    const session = new FakeSession({
      messages: [messageOf(1)],
      outgoing: [{ clientId: 'x', text: 'no', queuedAt: 0, state: 'failed', error }],
      conversation: conversationOf({ state: 'closed' }),
    });
    const element = await shownSupport(new FakeSupportClient(session), { lang: 'de' });
    await whenShown(element, (root) => root.querySelector('.star'));
    await whenShown(element, () =>
      supportTexts(element, '.failed .state [role="alert"]').includes(
        'Nicht gesendet: Sie können hier nicht mehr schreiben',
      ),
    );
  });

  /** A chat of whose conversation a message waits, once the page shows another; and the sessions of both. */
  async function leftWithWaiting() {
    const left = new FakeSession({
      messages: [messageOf(1)],
      outgoing: [{ clientId: 'x', text: 'One more thing', queuedAt: 0, state: 'waiting', nextTryAt: 1 }],
    });
    const client = new FakeSupportClient(left);
    const element = await shownSupport(client, { conversation: 'conversation' });
    const other = new FakeSession({ messages: [messageOf(2)] }, 'other');
    client.session = other;
    element.conversation = 'other';
    await whenShown(element, () => supportTexts(element, '.text').includes('Message 2'));
    return { client, element, left, other };
  }

  it('sends what waits in a conversation though another is shown, and lets go of it then', async () => {
    const { left, other } = await leftWithWaiting();
    expect(left.done).to.not.include('close');
    left.set({ outgoing: [] });
    expect(left.done).to.include('close');
    expect(other.done).to.not.include('close');
  });

  it('lets go of a conversation that was left once what waited is refused, or the chat is removed', async () => {
    const { left: refused } = await leftWithWaiting();
    refused.set({ outgoing: refused.state.outgoing.map((message) => ({ ...message, state: 'failed' })) });
    expect(refused.done).to.include('close');
    const { left } = await leftWithWaiting();
    unmountSupport();
    expect(left.done).to.include('close');
  });

  it('sends nothing twice, and nothing that is discarded, of a conversation that is shown again', async () => {
    const { client, element, left } = await leftWithWaiting();
    client.session = new FakeSession({ messages: [messageOf(3)], outgoing: left.state.outgoing });
    element.conversation = 'conversation';
    await whenShown(element, () => supportTexts(element, '.text').includes('Message 3'));
    expect(left.done).to.include('close');
  });

  it('goes on with what there is when a conversation was deleted', async () => {
    const session = new FakeSession({ messages: [messageOf(1)] });
    const client = new FakeSupportClient(session);
    const element = await shownSupport(client);
    const asked = client.asked.length;
    client.session = new FakeSession({ messages: [messageOf(2)] });
    session.set({ status: 'failed', error: new WattletError('not_found', 'there is no conversation') });
    await whenShown(element, () => supportTexts(element, '.text').includes('Message 2'));
    expect(client.asked.slice(asked)).to.include('list');
    expect(element.renderRoot.querySelector('[part="error"]')).to.equal(null);
  });

  it('begins a new conversation where there is none, and goes on with it after a reload', async () => {
    const client = new FakeSupportClient(FakeSession.draft());
    const element = await shownSupport(client);
    expect(supportTexts(element, '[part="empty"] strong')).to.deep.equal(['How can we help?']);
    expect(client.asked).to.deep.equal(['list', 'session of a new one']);
    const kept = Object.keys(localStorage).filter((name) => name.startsWith('wattlet-chat '));
    expect(kept.length).to.equal(1);
  });

  it('tells of news in another conversation, and leads there and back', async () => {
    const client = new FakeSupportClient(new FakeSession({ messages: [messageOf(1)] }));
    const old = { conversationId: 'old', lastText: 'Last year’s bill', unread: 2 };
    const { chat } = client;
    const list: typeof chat.list = async () => ({
      customerId: 'customer',
      conversations: [conversationOf(), conversationOf(old)],
    });
    const element = await shownSupport({ live: client.live, chat: { ...chat, list } });
    await whenShown(element, (root) => root.querySelector('.others'));
    expect(element.unreadCount).to.equal(2);
    expect(supportTexts(element, '.others summary')).to.deep.equal(['Other conversations, new messages: 2']);
    await expect(element).to.be.accessible();
    const other = new FakeSession({ messages: [messageOf(9)], conversation: conversationOf(old) }, 'old');
    client.session = other;
    supportPart(element, '.others summary').click();
    supportPart(element, '.others button').click();
    await whenShown(element, () => supportTexts(element, '.text').includes('Message 9'));
    other.set({ conversation: conversationOf({ ...old, unread: 0 }) });
    await element.updateComplete;
    expect(element.unreadCount).to.equal(0);
    expect(supportPart(element, '.others').matches('[open]')).to.equal(false);
    client.session = new FakeSession({ messages: [messageOf(1)] });
    supportPart(element, '.others button').click();
    await whenShown(element, () => supportTexts(element, '.text').includes('Message 1'));
    expect(supportTexts(element, '.others bdi')).to.deep.equal(['Last year’s bill']);
  });

  /** A new conversation that was not opened yet. */
  const draft = () => Object.assign(FakeSession.draft(), { conversationId: undefined });

  /** A chat that shows a closed conversation again, after a message was written into a new one that is not sent yet. */
  async function leftNewOne() {
    const over = () =>
      new FakeSession({ messages: [messageOf(1)], conversation: conversationOf({ state: 'closed' }) });
    const client = new FakeSupportClient(over());
    const element = await shownSupport(client);
    await whenShown(element, (root) => root.querySelector('.over > .plain'));
    const left = draft();
    client.session = left;
    supportPart(element, '.over > .plain').click();
    const { openId = '' } = keptChoice(scope);
    left.set({ outgoing: [{ clientId: 'x', text: 'Hello', queuedAt: 1, state: 'waiting', nextTryAt: 1 }] });
    client.session = over();
    await whenShown(element, (root) => root.querySelector('.others button'));
    supportPart(element, '.others button').click();
    await whenShown(element, (root) => root.querySelector('.over > .plain'));
    return { client, element, left, openId };
  }

  const scope = ownScope({ server: location.origin }, 'customer');

  it('sends what waits in a new conversation after a reload, also when another was shown last', async () => {
    const { client, openId } = await leftNewOne();
    const entry = { key: openId, clientId: 'x', text: 'Hello', queuedAt: Date.now(), position: 1 };
    await new LocalOutbox(scope).put(entry);
    unmountSupport();
    client.session = draft();
    await shownSupport(client);
    expect(client.asked.at(-1)).to.equal('session of a new one');
    expect(keptChoice(scope)).to.deep.equal({ openId });
  });

  it('sends what waits in a new conversation though yet another is begun', async () => {
    const { client, element, left } = await leftNewOne();
    client.session = draft();
    supportPart(element, '.over > .plain').click();
    expect(client.asked.at(-1)).to.equal('session of a new one');
    expect(left.done).to.not.include('close');
  });

  it('counts nothing that was unread for whoever was there before', async () => {
    const conversations = [conversationOf(), conversationOf({ conversationId: 'old', unread: 2 })];
    const { live, chat } = new FakeSupportClient(new FakeSession({ messages: [messageOf(1)] }));
    const list: typeof chat.list = async () => ({ customerId: 'customer', conversations });
    const element = await shownSupport({ live, chat: { ...chat, list } });
    expect(element.unreadCount).to.equal(2);
    const next = new FakeSupportClient();
    next.failWith(new WattletError('unauthenticated', 'nobody is signed in'));
    element.client = next;
    await whenShown(element, (root) => root.querySelector('[part="error"]'));
    expect(element.unreadCount).to.equal(0);
  });

  it('goes on with the conversation that another tab has begun, once, with what is being written', async () => {
    const client = new FakeSupportClient(FakeSession.draft());
    const element = await shownSupport(client);
    const field = await typeMessage(element, 'One more thing');
    client.session = new FakeSession({ messages: [messageOf(1)] });
    const key = Object.keys(localStorage).find((name) => name.startsWith('wattlet-chat ')) ?? '';
    const hear = () => window.dispatchEvent(new StorageEvent('storage', { key }));
    localStorage.setItem(key, '{"conversationId":"conversation"}');
    hear();
    await whenShown(element, () => supportTexts(element, '.text').includes('Message 1'));
    expect(element.renderRoot.querySelector('textarea')?.value).to.equal(field.value);
    const asked = client.asked.length;
    hear();
    await element.updateComplete;
    expect(client.asked.length).to.equal(asked);
  });

  it('stays with the new conversation that was asked for, also when another tab shows an older one', async () => {
    const closed = conversationOf({ state: 'closed' });
    const client = new FakeSupportClient(new FakeSession({ messages: [messageOf(1)], conversation: closed }));
    const element = await shownSupport(client);
    await whenShown(element, (root) => root.querySelector('.over > .plain'));
    const older = client.session;
    client.session = FakeSession.draft();
    supportPart(element, '.over > .plain').click();
    await typeMessage(element, 'Something else');
    client.session = older;
    const key = Object.keys(localStorage).find((name) => name.startsWith('wattlet-chat ')) ?? '';
    localStorage.setItem(key, '{"conversationId":"conversation"}');
    const asked = client.asked.length;
    window.dispatchEvent(new StorageEvent('storage', { key }));
    await element.updateComplete;
    expect(client.asked.slice(asked)).to.deep.equal([]);
  });

  it('shows what was shown last where the server cannot be reached', async () => {
    localStorage.setItem(`wattlet-customer ${location.origin} `, '{"customerId":"customer"}');
    localStorage.setItem(`wattlet-chat ${location.origin} customer`, '{"conversationId":"conversation"}');
    const client = new FakeSupportClient(new FakeSession({ messages: [messageOf(1)] }));
    client.failWith(Object.assign(new Error('Gone.'), { code: 'unavailable' }));
    client.setStatus({ state: 'reconnecting', since: new Date(2026, 2, 3, 14, 5).getTime() });
    const element = await shownSupport(client);
    expect(client.asked).to.deep.equal(['list', 'session']);
    expect(supportTexts(element, '.badge').join()).to.match(/^Reconnecting since 14:05 \S+$/);
  });
});
