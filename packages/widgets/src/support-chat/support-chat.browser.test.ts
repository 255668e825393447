import { expect } from '@open-wc/testing';
import { WattletError } from '@wattlet/sdk/errors';
import { setViewport } from '@web/test-runner-commands';
import { conversationOf, FakeSession, FakeSupportClient, messageOf } from '../testing/fake-support-client.ts';
import { nextEvent } from '../testing/mount-chart.ts';
import {
  mountSupport,
  shownSupport,
  supportPart,
  supportTexts,
  unmountSupport,
} from '../testing/mount-support.ts';
import { whenShown } from '../testing/when-shown.ts';
import { pressKey, typeMessage, writeMessage } from '../testing/write-message.ts';
import { ChatToggleEvent, ReferenceSelectEvent } from './support-chat.ts';

describe('<support-chat>', () => {
  beforeEach(() => localStorage.clear());
  afterEach(unmountSupport);

  it('is a button until it is opened, with what is unread; Escape closes it and gives the focus back', async () => {
    const session = new FakeSession({
      messages: [messageOf(1)],
      conversation: conversationOf({ unread: 3 }),
    });
    const element = mountSupport(new FakeSupportClient(session));
    await whenShown(element, (root) => root.querySelector('.unread'));
    expect(element.unreadCount).to.equal(3);
    const launcher = supportPart(element, '.launcher');
    expect(launcher.ariaLabel).to.equal('Open the chat, 3 new messages');
    expect(launcher.offsetWidth).to.equal(56);
    expect(element.renderRoot.querySelector('.box')).to.equal(null);
    const opened = nextEvent(element, 'chat-toggle');
    launcher.click();
    const event = await opened;
    expect(event instanceof ChatToggleEvent && event.isOpen && !event.bubbles).to.equal(true);
    await whenShown(element, (root) => root.querySelector('.composer'));
    await element.updateComplete;
    expect(element.shadowRoot?.activeElement?.tagName).to.equal('TEXTAREA');
    pressKey(supportPart(element, 'textarea'), 'Escape');
    await element.updateComplete;
    expect(element.open).to.equal(false);
    expect(element.shadowRoot?.activeElement).to.equal(launcher);
  });

  it('shows who said what and when, and under one’s own how far it has come', async () => {
    const session = new FakeSession({
      messages: [
        messageOf(1, { sender: 'customer', delivery: 'seen', text: 'Hello' }),
        messageOf(2),
        messageOf(3, { sender: 'customer', delivery: 'delivered', text: 'Thanks' }),
      ],
      conversation: conversationOf({
        siteReceipts: { deliveredNumber: 3, readNumber: 1, readAt: new Date(2026, 2, 3, 14, 5) },
      }),
    });
    const element = await shownSupport(new FakeSupportClient(session));
    expect(supportTexts(element, '.text')).to.deep.equal(['Hello', 'Message 2', 'Thanks']);
    expect(supportTexts(element, '.state')).to.deep.equal(['Seen 14:05', 'Delivered']);
    expect(supportTexts(element, '.who bdi')).to.deep.equal(['You', 'Anna Petrou', 'You']);
  });

  it('keeps the time at which a message was seen, and tells none where the cursor is past it', async () => {
    const readAt = (readNumber: number, minute: number) => ({
      conversation: conversationOf({
        siteReceipts: { deliveredNumber: 9, readNumber, readAt: new Date(2026, 2, 3, 14, minute) },
      }),
    });
    const first = messageOf(1, { sender: 'customer', delivery: 'seen' });
    const session = new FakeSession({ messages: [first], ...readAt(1, 5) });
    const element = await shownSupport(new FakeSupportClient(session));
    // The agent answers, and their page tells that they have seen that, too.
    session.set({ messages: [{ ...first }, messageOf(2)], ...readAt(2, 20) });
    await element.updateComplete;
    expect(supportTexts(element, '.state')).to.deep.equal(['Seen 14:05']);
    const second = messageOf(3, { sender: 'customer', delivery: 'seen' });
    session.set({ messages: [first, messageOf(2), second, messageOf(4)], ...readAt(4, 40) });
    await element.updateComplete;
    expect(supportTexts(element, '.state')).to.deep.equal(['Seen']);
  });

  it('sends with Enter, shows it at once, and keeps what is typed while a character is composed', async () => {
    const session = new FakeSession({ messages: [messageOf(1)] });
    const element = await shownSupport(new FakeSupportClient(session));
    const field = await typeMessage(element, '  Καλημέρα!  ');
    pressKey(field, 'Enter', { isComposing: true });
    pressKey(field, 'Enter', { shiftKey: true });
    expect(session.sent).to.deep.equal([]);
    pressKey(field, 'Enter');
    await element.updateComplete;
    expect(session.sent.map(({ text }) => text)).to.deep.equal(['Καλημέρα!']);
    expect(supportTexts(element, '.outgoing .text')).to.deep.equal(['Καλημέρα!']);
    expect(field.value).to.equal('');
    expect(session.typed.length).to.equal(1);
  });

  it('takes more than 4,000 characters, says how many are too many, and does not send them', async () => {
    const session = new FakeSession();
    const element = await shownSupport(new FakeSupportClient(session));
    const field = await typeMessage(element, '😀'.repeat(4003));
    expect(field.value.length).to.equal(8006);
    expect(supportTexts(element, '.too-long')).to.deep.equal(['3 characters too many']);
    pressKey(field, 'Enter');
    expect(session.sent).to.deep.equal([]);
    await typeMessage(element, '😀'.repeat(3990));
    expect(supportTexts(element, '#characters')).to.deep.equal(['10 characters left']);
    pressKey(field, 'Enter');
    expect(session.sent.length).to.equal(1);
  });

  it('shows what waits and what was refused, and lets try again or give it up', async () => {
    const session = new FakeSession({
      outgoing: [
        { clientId: 'a', text: 'One', queuedAt: 1, state: 'waiting', nextTryAt: 2 },
        { clientId: 'b', text: 'Two', queuedAt: 2, state: 'failed', error: { code: 'x', message: 'no' } },
      ],
    });
    const element = await shownSupport(new FakeSupportClient(session));
    expect(supportTexts(element, '.outgoing .state')).to.deep.equal([
      'Waiting for the connection Discard',
      'Discard',
    ]);
    await whenShown(element, () => supportTexts(element, '.outgoing .state')[1] !== 'Discard');
    expect(supportTexts(element, '.outgoing .state')[1]).to.equal('Not sent Try again Discard');
    const [, retry, drop] = element.renderRoot.querySelectorAll<HTMLElement>('.outgoing button');
    retry?.click();
    expect(session.done).to.include('retry b');
    drop?.click();
    await element.updateComplete;
    expect(supportTexts(element, '.outgoing .text')).to.deep.equal(['One']);
  });

  it('makes links of addresses, shows everything else as it was written, and runs nothing', async () => {
    const text = '<img src=x onerror=alert(1)> https://energy.example/a javascript:alert(1)';
    const element = await shownSupport(
      new FakeSupportClient(new FakeSession({ messages: [messageOf(1, { text })] })),
    );
    expect(supportTexts(element, '.text')).to.deep.equal([text]);
    const links = [...element.renderRoot.querySelectorAll<HTMLAnchorElement>('.text a')];
    expect(links.map(({ href, target }) => [href, target])).to.deep.equal([
      ['https://energy.example/a', '_blank'],
    ]);
    expect(links[0]?.relList.contains('noopener')).to.equal(true);
    expect(supportPart(element, '.text').dir).to.equal('auto');
  });

  it('sends what the message is about with it, and tells the page what was picked', async () => {
    const reference = { kind: 'alert', alertId: 'alert-1' } as const;
    const session = new FakeSession({ messages: [messageOf(1, { reference })] });
    const element = await shownSupport(new FakeSupportClient(session), { reference });
    await whenShown(element, () => supportTexts(element, '.chip').includes('Alert'));
    pressKey(await typeMessage(element, 'About this'), 'Enter');
    expect(session.sent).to.deep.equal([{ text: 'About this', attachmentIds: [], reference }]);
    await element.updateComplete;
    expect(element.renderRoot.querySelector('.chip')).to.equal(null);
    const picked = nextEvent(element, 'reference-select');
    supportPart(element, '.bubble .reference').click();
    const event = await picked;
    expect(event instanceof ReferenceSelectEvent && event.reference).to.deep.equal(reference);
  });

  it('says of whoever writes too fast when it goes on, for all that waits', async () => {
    const nextTryAt = new Date(2026, 2, 3, 14, 5, 30).getTime();
    const session = new FakeSession({
      messages: [messageOf(1)],
      outgoing: [
        {
          ...{ clientId: 'x', text: 'one', queuedAt: 0, state: 'waiting', nextTryAt },
          error: { code: 'resource_exhausted', message: 'too many messages' },
        },
        { clientId: 'y', text: 'two', queuedAt: 1, state: 'queued' },
      ],
    });
    const element = await shownSupport(new FakeSupportClient(session));
    expect(supportTexts(element, '.outgoing .text')).to.deep.equal(['one', 'two']);
    for (const words of supportTexts(element, '.outgoing .state'))
      expect(words).to.match(/^Many messages at once: it goes on at 14:05:30/);
  });

  it('fills a phone, and nothing lies over what can be touched there', async () => {
    const [width, height] = [window.innerWidth, window.innerHeight];
    await setViewport({ width: 360, height: 640 });
    try {
      const session = new FakeSession({ messages: [messageOf(1)] });
      const element = mountSupport(new FakeSupportClient(session), { open: true }, 360);
      await whenShown(element, (root) => root.querySelector('.composer'));
      await typeMessage(element, 'Hello');
      await element.updateComplete;
      const box = supportPart(element, '.box').getBoundingClientRect();
      expect([box.width, box.height]).to.deep.equal([360, 640]);
      const { renderRoot } = element;
      for (const button of renderRoot.querySelectorAll<HTMLElement>('.box button, .box textarea, .attach')) {
        const { left, top, width: wide, height: high } = button.getBoundingClientRect();
        const touched =
          renderRoot instanceof ShadowRoot && renderRoot.elementFromPoint(left + wide / 2, top + high / 2);
        expect(touched && button.contains(touched), button.className).to.equal(true);
      }
    } finally {
      await setViewport({ width, height });
    }
  });

  it('says until when nobody answers, as it is when the page is looked at again, and that what is typed is seen', async () => {
    const client = new FakeSupportClient(new FakeSession({ messages: [messageOf(1)] }));
    const opensAt = new Date(2026, 2, 4, 9);
    client.hours = { isOpen: false, opensAt, timeZone: 'Europe/Athens', isTypingShown: true };
    const element = await shownSupport(client);
    await whenShown(element, (root) => root.querySelector('.notice'));
    expect(supportTexts(element, '.notice')[0]).to.contain('we are back Wednesday 4 March');
    expect(supportTexts(element, '.below')[0]).to.contain('before you send it');
    client.hours = { isOpen: true, timeZone: 'Europe/Athens', isTypingShown: true };
    document.dispatchEvent(new Event('visibilitychange'));
    await whenShown(element, (root) => !root.querySelector('.notice'));
  });

  for (const [code, text] of [
    ['unauthenticated', 'Sign in to chat'],
    ['permission_denied', 'You cannot chat here'],
    ['internal', 'The data could not be loaded'],
  ]) {
    it(`says what is wrong when it fails with ${code}, and tries again`, async () => {
      const client = new FakeSupportClient(new FakeSession({ messages: [messageOf(1)] }));
      client.failWith(Object.assign(new Error('Why.'), { code }));
      client.setStatus({ state: 'connecting', since: 0 });
      const element = mountSupport(client, { inline: true });
      await whenShown(element, (root) => root.querySelector('[part="error"]'));
      expect(supportTexts(element, '[part="error"] strong')).to.deep.equal([text]);
      expect(supportTexts(element, '[part="badge"]')).to.deep.equal([]);
      client.failWith(undefined);
      supportPart(element, '[part="error"] button').click();
      await whenShown(element, (root) => root.querySelector('.log'));
    });
  }

  it('says why the conversation cannot be read so far, lets it be tried at once, and be written into', async () => {
    const error = new WattletError('unavailable', 'gone');
    const client = new FakeSupportClient(new FakeSession({ status: 'connecting', error }));
    const element = await shownSupport(client);
    await whenShown(element, (root) => root.querySelector('[part="error"]'));
    expect(element.renderRoot.querySelector('.skeleton')).to.equal(null);
    supportPart(element, '[part="error"] button').click();
    expect(client.session.done).to.include('reconnect');
    await writeMessage(element, 'Hello');
    await whenShown(element, () => supportTexts(element, '.text').includes('Hello'));
    expect(element.renderRoot.querySelector('[part="error"]')).to.equal(null);
  });

  it('shows the conversation by itself once the server can be reached, and tells of the failure once', async () => {
    const client = new FakeSupportClient(new FakeSession({ messages: [messageOf(1)] }));
    client.failWith(Object.assign(new Error('Gone.'), { code: 'unavailable', retryable: true }));
    const element = mountSupport(client, { inline: true });
    const told: Event[] = [];
    element.addEventListener('error', (event) => told.push(event));
    await whenShown(element, (root) => root.querySelector('[part="error"]'));
    window.dispatchEvent(new Event('online'));
    await whenShown(element, () => client.asked.length > 1);
    client.failWith(undefined);
    await element.updateComplete;
    window.dispatchEvent(new Event('online'));
    await whenShown(element, (root) => root.querySelector('.log'));
    expect(told.length).to.equal(1);
  });

  it('has the focus while it loads, so that Escape closes it, and gives it on to the field', async () => {
    const client = new FakeSupportClient(new FakeSession({ messages: [messageOf(1)] }));
    const { list } = client.chat;
    const listed = Promise.withResolvers<void>();
    const slow = { ...client.chat, list: () => listed.promise.then(() => list()) };
    const element = mountSupport({ live: client.live, chat: slow });
    const focused = () => element.shadowRoot?.activeElement;
    await element.updateComplete;
    supportPart(element, '.launcher').click();
    await whenShown(element, () => focused()?.matches('.box'));
    pressKey(supportPart(element, '.box'), 'Escape');
    await element.updateComplete;
    expect(element.open).to.equal(false);
    expect(focused()).to.equal(supportPart(element, '.launcher'));
    element.show();
    await whenShown(element, () => focused()?.matches('.box'));
    listed.resolve();
    await whenShown(element, () => focused()?.localName === 'textarea');
  });

  it('leaves the focus where it is when it is closed, and when it has loaded, by who is elsewhere', async () => {
    const client = new FakeSupportClient(new FakeSession({ messages: [messageOf(1)] }));
    const element = mountSupport(client, { open: true });
    await whenShown(element, (root) => root.querySelector('textarea'));
    const field = document.createElement('input');
    element.parentElement?.append(field);
    field.focus();
    element.close();
    await element.updateComplete;
    expect(document.activeElement === field).to.equal(true);
  });

  it('begins nothing when it is removed while its box is loaded, and begins once it is back', async () => {
    const client = new FakeSupportClient(new FakeSession({ messages: [messageOf(1)] }));
    const element = mountSupport(client, { inline: true });
    const page = element.parentElement;
    unmountSupport();
    await import('./chat-box.ts');
    await element.updateComplete;
    await element.updateComplete;
    expect(client.asked).to.deep.equal([]);
    expect(client.statusListeners).to.equal(0);
    if (page) document.body.append(page);
    await whenShown(element, (root) => root.querySelector('.composer'));
  });

  it('lets go of everything when it is removed', async () => {
    const client = new FakeSupportClient(new FakeSession({ messages: [messageOf(1)] }));
    await shownSupport(client);
    unmountSupport();
    expect(client.session.done).to.include('close');
    expect(client.statusListeners).to.equal(0);
  });
});
