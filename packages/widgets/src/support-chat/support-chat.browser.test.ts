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
import { ChatToggleEvent, ReferenceSelectEvent, type SupportChatElement } from './support-chat.ts';

/** Writes into the composer as a user does. */
async function write(element: SupportChatElement, text: string): Promise<HTMLTextAreaElement> {
  const field = supportPart(element, 'textarea');
  if (!(field instanceof HTMLTextAreaElement)) throw new Error('there is nothing to write into');
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await element.updateComplete;
  return field;
}

const press = (target: Element, key: string, more: KeyboardEventInit = {}) =>
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));

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
    press(supportPart(element, 'textarea'), 'Escape');
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

  it('sends with Enter, shows it at once, and keeps what is typed while a character is composed', async () => {
    const session = new FakeSession({ messages: [messageOf(1)] });
    const element = await shownSupport(new FakeSupportClient(session));
    const field = await write(element, '  Καλημέρα!  ');
    press(field, 'Enter', { isComposing: true });
    press(field, 'Enter', { shiftKey: true });
    expect(session.sent).to.deep.equal([]);
    press(field, 'Enter');
    await element.updateComplete;
    expect(session.sent.map(({ text }) => text)).to.deep.equal(['Καλημέρα!']);
    expect(supportTexts(element, '.outgoing .text')).to.deep.equal(['Καλημέρα!']);
    expect(field.value).to.equal('');
    expect(session.typed.length).to.equal(1);
  });

  it('takes more than 4,000 characters, says how many are too many, and does not send them', async () => {
    const session = new FakeSession();
    const element = await shownSupport(new FakeSupportClient(session));
    const field = await write(element, '😀'.repeat(4003));
    expect(field.value.length).to.equal(8006);
    expect(supportTexts(element, '.too-long')).to.deep.equal(['3 characters too many']);
    press(field, 'Enter');
    expect(session.sent).to.deep.equal([]);
    await write(element, '😀'.repeat(3990));
    expect(supportTexts(element, '#characters')).to.deep.equal(['10 characters left']);
    press(field, 'Enter');
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
      'Not sent: no Try again Discard',
    ]);
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

  it('follows the newest message, and offers a jump to who reads older ones', async () => {
    const many = Array.from({ length: 60 }, (_, number) => messageOf(number + 1));
    const session = new FakeSession({ messages: many });
    const element = await shownSupport(new FakeSupportClient(session));
    const log = supportPart(element, '.log');
    const atEnd = () => log.scrollHeight - log.scrollTop - log.clientHeight < 2;
    expect(atEnd()).to.equal(true);
    session.receive(messageOf(61));
    await element.updateComplete;
    expect(atEnd()).to.equal(true);
    log.scrollTop = 100;
    log.dispatchEvent(new Event('scroll'));
    session.receive(messageOf(62));
    await whenShown(element, (root) => root.querySelector('.jump'));
    expect(log.scrollTop).to.equal(100);
    supportPart(element, '.jump').click();
    await element.updateComplete;
    expect(atEnd()).to.equal(true);
  });

  it('keeps what is read in its place when older messages come above it', async () => {
    const many = Array.from({ length: 60 }, (_, number) => messageOf(number + 100));
    const session = new FakeSession({ messages: many, hasOlder: true });
    const element = await shownSupport(new FakeSupportClient(session));
    const log = supportPart(element, '.log');
    log.scrollTop = 10;
    log.dispatchEvent(new Event('scroll'));
    const top = () => supportPart(element, '[data-number="105"]').getBoundingClientRect().top;
    const before = top();
    supportPart(element, '.older').click();
    expect(session.done).to.include('older');
    const older = Array.from({ length: 50 }, (_, number) => messageOf(number + 50));
    session.set({ messages: [...older, ...many] });
    await element.updateComplete;
    expect(Math.abs(top() - before)).to.be.below(2);
  });

  it('says that a message was read only when it was on screen', async () => {
    const many = Array.from({ length: 60 }, (_, number) => messageOf(number + 1));
    const session = new FakeSession({ messages: many });
    const element = mountSupport(new FakeSupportClient(session));
    await whenShown(element, (root) => root.querySelector('.launcher'));
    expect(session.readNumber).to.equal(0);
    element.show();
    await whenShown(element, (root) => root.querySelector('.log'));
    await session.until(() => session.readNumber === 60);
  });

  it('does not say that a message was read which is below the window', async () => {
    const session = new FakeSession({ messages: [messageOf(1)] });
    const space = document.createElement('div');
    space.className = 'support-box';
    space.style.blockSize = '3000px';
    document.body.append(space);
    const element = await shownSupport(new FakeSupportClient(session));
    await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    expect(session.readNumber).to.equal(0);
    element.scrollIntoView();
    await session.until(() => session.readNumber === 1);
  });

  it('sends what the message is about with it, and tells the page what was picked', async () => {
    const reference = { kind: 'alert', alertId: 'alert-1' } as const;
    const session = new FakeSession({ messages: [messageOf(1, { reference })] });
    const element = await shownSupport(new FakeSupportClient(session), { reference });
    await whenShown(element, () => supportTexts(element, '.chip').includes('Alert'));
    press(await write(element, 'About this'), 'Enter');
    expect(session.sent).to.deep.equal([{ text: 'About this', attachmentIds: [], reference }]);
    await element.updateComplete;
    expect(element.renderRoot.querySelector('.chip')).to.equal(null);
    const picked = nextEvent(element, 'reference-select');
    supportPart(element, '.bubble .reference').click();
    const event = await picked;
    expect(event instanceof ReferenceSelectEvent && event.reference).to.deep.equal(reference);
  });

  it('takes files by paste and drop, with progress, sends them, and lets them be taken out', async () => {
    const session = new FakeSession();
    const started = Promise.withResolvers<AbortSignal>();
    const finish = Promise.withResolvers<void>();
    const { uploaded } = session;
    session.uploaded = async (file, options) => {
      options?.onProgress?.(0.4);
      if (options?.signal) started.resolve(options.signal);
      await finish.promise;
      return uploaded(file);
    };
    const element = await shownSupport(new FakeSupportClient(session));
    const files = new DataTransfer();
    files.items.add(new File(['a'], 'meter.png', { type: 'image/png' }));
    files.items.add(new File(['b'], 'program.exe', { type: 'application/x-msdownload' }));
    const paste = new ClipboardEvent('paste', { clipboardData: files, bubbles: true, cancelable: true });
    supportPart(element, 'textarea').dispatchEvent(paste);
    await started.promise;
    await whenShown(element, (root) => root.querySelector<HTMLProgressElement>('progress')?.value === 0.4);
    expect(supportTexts(element, '.uploads [role="alert"]')).to.deep.equal([
      'Only images and PDF can be sent',
    ]);
    expect(supportPart(element, '.send').matches(':disabled')).to.equal(true);
    finish.resolve();
    await whenShown(element, (root) => !root.querySelector('progress'));
    supportPart(element, '.send').click();
    await element.updateComplete;
    expect(session.sent).to.deep.equal([{ text: '', attachmentIds: ['file-meter.png'] }]);
    expect(element.renderRoot.querySelector('.uploads')).to.equal(null);
  });

  it('does not send a message without the file that was just picked for it', async () => {
    const session = new FakeSession();
    const element = await shownSupport(new FakeSupportClient(session));
    const field = await write(element, 'Here it is');
    const files = new DataTransfer();
    files.items.add(new File(['a'], 'meter.png', { type: 'image/png' }));
    field.dispatchEvent(
      new ClipboardEvent('paste', { clipboardData: files, bubbles: true, cancelable: true }),
    );
    // What takes files is still being loaded.
    press(field, 'Enter');
    expect(session.sent).to.deep.equal([]);
    await whenShown(element, (root) => root.querySelector('.uploads') && root.querySelector('.send:enabled'));
    press(field, 'Enter');
    expect(session.sent).to.deep.equal([{ text: 'Here it is', attachmentIds: ['file-meter.png'] }]);
  });

  it('gives an upload up when it is taken out', async () => {
    const session = new FakeSession();
    const started = Promise.withResolvers<AbortSignal | undefined>();
    session.uploaded = (_file, options) => {
      started.resolve(options?.signal);
      return new Promise(() => undefined);
    };
    const element = await shownSupport(new FakeSupportClient(session));
    const files = new DataTransfer();
    files.items.add(new File(['a'], 'bill.pdf', { type: 'application/pdf' }));
    const drop = new DragEvent('drop', { dataTransfer: files, bubbles: true, cancelable: true });
    supportPart(element, '.composer').dispatchEvent(drop);
    const signal = await started.promise;
    await whenShown(element, (root) => root.querySelector('.uploads button'));
    supportPart(element, '.uploads button').click();
    await element.updateComplete;
    expect(signal?.aborted).to.equal(true);
    expect(element.renderRoot.querySelector('.uploads')).to.equal(null);
  });

  it('shows who types', async () => {
    const session = new FakeSession({ messages: [messageOf(1)] });
    const element = await shownSupport(new FakeSupportClient(session));
    session.set({ typists: [{ senderId: 'agent', name: 'Anna Petrou', sender: 'agent' }] });
    await element.updateComplete;
    expect(supportTexts(element, '.typing')).to.deep.equal(['Anna Petrou is typing']);
    expect(element.renderRoot.querySelectorAll('.dots i').length).to.equal(3);
  });

  it('reads out what others write, once, and neither what was there before nor one’s own', async () => {
    const session = new FakeSession({ messages: [messageOf(1)] });
    const element = await shownSupport(new FakeSupportClient(session));
    const said = () => supportTexts(element, '[aria-live="polite"]');
    expect(said()).to.deep.equal(['']);
    session.receive(messageOf(2, { sender: 'customer', text: 'Mine' }));
    await element.updateComplete;
    expect(said()).to.deep.equal(['']);
    session.receive(messageOf(3, { text: 'Hello' }));
    await element.updateComplete;
    expect(said()).to.deep.equal(['Anna Petrou: Hello']);
    session.set({ messages: [messageOf(0), ...session.state.messages] });
    await element.updateComplete;
    expect(said()).to.deep.equal(['Anna Petrou: Hello']);
    expect(supportPart(element, '.log').ariaLive).to.equal('off');
  });

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

  it('keeps showing the messages while it loads what a new one carries, and waits with them at first', async () => {
    const attachment = {
      ...{ attachmentId: 'a', fileName: 'bill.pdf', mediaType: 'application/pdf', sizeBytes: 1e6 },
    };
    const session = new FakeSession({ messages: [messageOf(1)] });
    const element = await shownSupport(new FakeSupportClient(session));
    const log = supportPart(element, '.log');
    session.receive(messageOf(2, { attachments: [attachment] }));
    await whenShown(element, (root) => root.querySelector('.file-name'));
    expect(log.isConnected).to.equal(true);
    const other = mountSupport(new FakeSupportClient(session), { inline: true });
    await whenShown(other, (root) => root.querySelector('.log'));
    expect(supportTexts(other, '.file-name')).to.deep.equal(['bill.pdf']);
  });

  it('fills a phone, and nothing lies over what can be touched there', async () => {
    const [width, height] = [window.innerWidth, window.innerHeight];
    await setViewport({ width: 360, height: 640 });
    try {
      const session = new FakeSession({ messages: [messageOf(1)] });
      const element = mountSupport(new FakeSupportClient(session), { open: true }, 360);
      await whenShown(element, (root) => root.querySelector('.composer'));
      await write(element, 'Hello');
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

  it('says until when nobody answers, and that what is typed is seen', async () => {
    const client = new FakeSupportClient(new FakeSession({ messages: [messageOf(1)] }));
    const opensAt = new Date(2026, 2, 4, 9);
    client.hours = { isOpen: false, opensAt, timeZone: 'Europe/Athens', isTypingShown: true };
    const element = await shownSupport(client);
    await whenShown(element, (root) => root.querySelector('.notice'));
    expect(supportTexts(element, '.notice')[0]).to.contain('we are back Wednesday 4 March');
    expect(supportTexts(element, '.below')[0]).to.contain('before you send it');
  });

  it('begins a new conversation where there is none, and goes on with it after a reload', async () => {
    const client = new FakeSupportClient(FakeSession.draft());
    const element = await shownSupport(client);
    expect(supportTexts(element, '[part="empty"] strong')).to.deep.equal(['How can we help?']);
    expect(client.asked).to.deep.equal(['list', 'session of a new one']);
    const kept = Object.keys(localStorage).filter((name) => name.startsWith('wattlet-chat '));
    expect(kept.length).to.equal(1);
  });

  for (const [code, text] of [
    ['unauthenticated', 'Sign in to chat'],
    ['permission_denied', 'You cannot chat here'],
    ['internal', 'The data could not be loaded'],
  ]) {
    it(`says what is wrong when it fails with ${code}, and tries again`, async () => {
      const client = new FakeSupportClient(new FakeSession({ messages: [messageOf(1)] }));
      client.failWith(Object.assign(new Error('Why.'), { code }));
      const element = mountSupport(client, { inline: true });
      await whenShown(element, (root) => root.querySelector('[part="error"]'));
      expect(supportTexts(element, '[part="error"] strong')).to.deep.equal([text]);
      client.failWith(undefined);
      supportPart(element, '[part="error"] button').click();
      await whenShown(element, (root) => root.querySelector('.log'));
    });
  }

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

  it('reads another conversation from its end, and tells what is new in it though its numbers are smaller', async () => {
    const many = Array.from({ length: 60 }, (_, number) => messageOf(number + 100));
    const session = new FakeSession({ messages: many });
    const element = await shownSupport(new FakeSupportClient(session));
    const log = supportPart(element, '.log');
    log.scrollTop = 100;
    log.dispatchEvent(new Event('scroll'));
    const conversation = conversationOf({ conversationId: 'another' });
    session.set({ conversation, messages: many.map((_, number) => messageOf(number + 1)) });
    await element.updateComplete;
    expect(log.scrollHeight - log.scrollTop - log.clientHeight).to.be.below(2);
    expect(supportTexts(element, '[aria-live="polite"]')).to.deep.equal(['']);
    session.receive(messageOf(61, { text: 'Hello' }));
    await element.updateComplete;
    expect(supportTexts(element, '[aria-live="polite"]')).to.deep.equal(['Anna Petrou: Hello']);
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
