import { expect } from '@open-wc/testing';
import { conversationOf, FakeSession, FakeSupportClient, messageOf } from '../testing/fake-support-client.ts';
import {
  mountSupport,
  shownSupport,
  supportPart,
  supportTexts,
  unmountSupport,
} from '../testing/mount-support.ts';
import { whenShown } from '../testing/when-shown.ts';

describe('the messages of <support-chat>', () => {
  beforeEach(() => localStorage.clear());
  afterEach(unmountSupport);

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

  it('is opened again at the newest message, also by who had gone back to older ones', async () => {
    const many = Array.from({ length: 60 }, (_, number) => messageOf(number + 1));
    const session = new FakeSession({ messages: many });
    const element = mountSupport(new FakeSupportClient(session));
    element.show();
    await whenShown(element, (root) => root.querySelector('.log'));
    const first = supportPart(element, '.log');
    first.scrollTop = 100;
    first.dispatchEvent(new Event('scroll'));
    element.close();
    await whenShown(element, (root) => root.querySelector('.log') === null);
    session.receive(messageOf(61));
    element.show();
    await whenShown(element, (root) => root.querySelector('.log'));
    await session.until(() => session.readNumber === 61);
    const log = supportPart(element, '.log');
    expect(log.scrollHeight - log.scrollTop - log.clientHeight).to.be.below(2);
    expect(element.renderRoot.querySelector('.jump')).to.equal(null);
  });

  it('keeps the newest in sight while a longer and longer message is written', async () => {
    const many = Array.from({ length: 60 }, (_, number) => messageOf(number + 1));
    const session = new FakeSession({ messages: many });
    const element = await shownSupport(new FakeSupportClient(session));
    const log = supportPart(element, '.log');
    const field = supportPart(element, 'textarea') as HTMLTextAreaElement;
    for (let lines = 1; lines <= 8; lines++) {
      field.value = 'a line\n'.repeat(lines);
      field.dispatchEvent(new Event('input'));
      await painted();
      expect(log.scrollHeight - log.scrollTop - log.clientHeight).to.be.below(2);
    }
    session.receive(messageOf(61));
    await painted();
    expect(log.scrollHeight - log.scrollTop - log.clientHeight).to.be.below(2);
    expect(session.readNumber).to.equal(61);
  });

  it('scrolls nothing but the messages, whatever is scrolled to', async () => {
    const many = Array.from({ length: 60 }, (_, number) => messageOf(number + 1));
    const session = new FakeSession({ messages: many });
    const element = await shownSupport(new FakeSupportClient(session));
    const box = supportPart(element, '.box');
    expect(box.scrollHeight).to.equal(box.clientHeight);
  });

  it('writes in 16 pixels, at less than which phones zoom in', async () => {
    const element = await shownSupport(new FakeSupportClient(new FakeSession()));
    expect(getComputedStyle(supportPart(element, 'textarea')).fontSize).to.equal('16px');
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

  it('does not say that a message was read on a page that is hidden or not in front, nor before its end is seen', async () => {
    const session = new FakeSession({ messages: [messageOf(1, { text: 'A line\n'.repeat(8) })] });
    let visibility: DocumentVisibilityState = 'hidden';
    Object.defineProperty(document, 'visibilityState', { get: () => visibility, configurable: true });
    document.hasFocus = () => false;
    try {
      const element = await shownSupport(new FakeSupportClient(session));
      await painted();
      visibility = 'visible';
      document.dispatchEvent(new Event('visibilitychange'));
      expect(session.readNumber).to.equal(0);
      visibility = 'hidden';
      Reflect.deleteProperty(document, 'hasFocus');
      window.dispatchEvent(new Event('focus'));
      expect(session.readNumber).to.equal(0);
      const page = element.parentElement ?? document.body;
      const cutAt = (px: number) => {
        const blockSize = `${px - page.getBoundingClientRect().top}px`;
        Object.assign(page.style, { overflow: 'hidden', blockSize });
      };
      const { top, bottom } = supportPart(element, '.said').getBoundingClientRect();
      cutAt(top + 40);
      await painted();
      await painted();
      visibility = 'visible';
      document.dispatchEvent(new Event('visibilitychange'));
      expect(session.readNumber).to.equal(0);
      cutAt(bottom + 100);
      await session.until(() => session.readNumber === 1);
    } finally {
      Reflect.deleteProperty(document, 'visibilityState');
      Reflect.deleteProperty(document, 'hasFocus');
    }
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
    const before = supportPart(element, '[aria-live="polite"]').textContent;
    session.receive(messageOf(4, { text: 'Hello' }));
    await element.updateComplete;
    expect(said()).to.deep.equal(['Anna Petrou: Hello']);
    expect(supportPart(element, '[aria-live="polite"]').textContent).not.to.equal(before);
    expect(supportPart(element, '.log').ariaLive).to.equal('off');
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
});

/** Resolves when what was just done has been laid out, and what hears of its layout has done its part. */
function painted(): Promise<void> {
  return new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
}
