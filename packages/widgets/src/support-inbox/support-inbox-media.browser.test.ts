import { expect } from '@open-wc/testing';
import { emulateMedia, executeServerCommand } from '@web/test-runner-commands';
import { FakeInboxClient, inboxConversation } from '../testing/fake-inbox-client.ts';
import { messageOf } from '../testing/fake-support-client.ts';
import {
  inboxPart,
  inboxTexts,
  mountInbox,
  openRow,
  shownInbox,
  unmountInboxes,
} from '../testing/mount-inbox.ts';
import { whenShown } from '../testing/when-shown.ts';

/** An inbox whose first conversation has a reply and a note, and whose customer types. */
function inboxOfOne(): FakeInboxClient {
  const client = new FakeInboxClient([inboxConversation(0, { unread: 1 })]);
  client.session('conversation-0').set({
    messages: [
      messageOf(1, { sender: 'customer' }),
      messageOf(2, { delivery: 'seen' }),
      messageOf(3, { isNote: true }),
    ],
    typists: [{ senderId: 'customer', name: 'Maria', sender: 'customer' }],
  });
  return client;
}

describe('<support-inbox> follows the reader', () => {
  afterEach(async () => {
    unmountInboxes();
    document.documentElement.removeAttribute('dir');
    await emulateMedia({ media: 'screen', reducedMotion: 'no-preference' });
    await executeServerCommand('emulate-features');
  });

  it('keeps still for who wants it to', async () => {
    await emulateMedia({ reducedMotion: 'reduce' });
    const waiting = inboxOfOne();
    waiting.hang();
    const skeleton = await whenShown(mountInbox(waiting), (root) => root.querySelector('.skeleton i'));
    expect(getComputedStyle(skeleton).animationName).to.equal('none');
    unmountInboxes();
    const pane = await openRow(await shownInbox(inboxOfOne()), 'conversation-0');
    expect(getComputedStyle(inboxPart(pane, '.dots i')).animationName).to.equal('none');
  });

  it('tells sides and notes by borders where colours are forced, and passes axe', async () => {
    await executeServerCommand('emulate-features', { 'forced-colors': 'active' });
    expect(matchMedia('(forced-colors: active)').matches).to.equal(true);
    const inbox = await shownInbox(inboxOfOne());
    const pane = await openRow(inbox, 'conversation-0');
    const border = (selector: string) => {
      const { borderTopWidth, borderTopStyle } = getComputedStyle(inboxPart(pane, selector));
      return `${borderTopWidth} ${borderTopStyle}`;
    };
    expect(border('.other .bubble')).to.equal('1px solid');
    expect(border('.own:not(.note) .bubble')).to.equal('2px solid');
    expect(border('.note .bubble')).to.match(/dashed$/);
    await expect(inbox).to.be.accessible();
  });

  it('says who the customer is and how they rated in full where there is room', async () => {
    const customerReference = 'dimitra.alexiou@demo.example';
    const client = new FakeInboxClient([
      inboxConversation(0, { customerReference, rating: 4, state: 'closed' }),
    ]);
    const pane = await openRow(await shownInbox(client, { filter: 'closed' }, 1000), 'conversation-0');
    const said = await whenShown(pane, (root) => root.querySelector<HTMLElement>('.customer .quiet'));
    expect(said.textContent?.trim()).to.match(/4 of 5$/);
    expect(said.scrollWidth).to.be.at.most(said.clientWidth);
  });

  it('says that a file cannot be opened', async () => {
    const client = new FakeInboxClient([inboxConversation(0)]);
    const bill = { attachmentId: 'a', fileName: 'bill.pdf', mediaType: 'application/pdf', sizeBytes: 1e6 };
    client.session('conversation-0').set({
      messages: [messageOf(1, { sender: 'customer', attachments: [bill] })],
    });
    const pane = await openRow(await shownInbox(client), 'conversation-0');
    await whenShown(pane, (root) => root.querySelector('.bubble .file'));
    client.failWith(Object.assign(new Error('Failed to fetch'), { code: 'unavailable' }));
    inboxPart(pane, '.bubble .file').click();
    await whenShown(pane, (root) => root.querySelector('.notice'));
    expect(inboxTexts(pane, '.notice')).to.deep.equal([
      'That could not be done: The server cannot be reached.',
    ]);
  });

  it('has the list at the end of the line where that is on the right, and no part sticks out', async () => {
    document.documentElement.dir = 'rtl';
    const inbox = await shownInbox(inboxOfOne(), {}, 900);
    const pane = await openRow(inbox, 'conversation-0');
    const left = (element: Element) => element.getBoundingClientRect().left;
    expect(left(inboxPart(inbox, '.side'))).to.be.above(left(pane));
    expect(left(inboxPart(pane, '.own'))).to.be.below(left(inboxPart(pane, '.other')));
    expect(inbox.scrollWidth).to.be.at.most(900);
  });
});
