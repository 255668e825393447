import { expect } from '@open-wc/testing';
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
import { mine, pressIn, theirs, threeOpen, writeIn } from '../testing/use-inbox.ts';
import { whenShown } from '../testing/when-shown.ts';
import { ReferenceSelectEvent } from './support-inbox.ts';

describe('<support-inbox>', () => {
  beforeEach(() => localStorage.removeItem('wattlet-inbox-away'));
  afterEach(unmountInboxes);

  it('lists who waits first, and says who, since when, how much is unread and who answers', async () => {
    const inbox = await shownInbox(threeOpen());
    expect(inboxTexts(inbox, '.name')).to.deep.equal(['Ion Popescu', 'Maria Georgiou', 'Jürgen Weiß']);
    expect(inboxTexts(inbox, '.when')[0]).to.match(/^waits 12 min/);
    expect(inboxTexts(inbox, '.count')).to.deep.equal(['22 unread messages']);
    await whenShown(inbox, (root) => root.querySelector('.about')?.parentElement);
    expect(inboxTexts(inbox, '.about')).to.deep.equal([
      'client-1001 · Nobody',
      'client-1000 · You',
      'client-1002 · Nikos Ioannou',
    ]);
    expect(inbox.unreadCount).to.equal(2);
  });

  it('says of a note that it is one: nobody takes it for an answer', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    const last = () => inboxTexts(inbox, '[data-id="conversation-1"] .last')[0];
    client.change(inboxConversation(1, { lastChange: 2, lastText: 'Ask the technician', lastIsNote: true }));
    await whenShown(inbox, () => last()?.includes('technician'));
    expect(last()).to.equal('Note: Ask the technician');
    client.change(inboxConversation(1, { lastChange: 3, lastText: 'We come tomorrow', lastIsNote: false }));
    await whenShown(inbox, () => last()?.includes('tomorrow'));
    expect(last()).to.equal('We come tomorrow');
  });

  it('filters by who has a conversation, with counts that follow', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    const filters = () => inboxTexts(inbox, '.filters button');
    expect(filters()).to.deep.equal(['Mine 1', 'Unassigned 1', 'All 3', 'Closed']);
    client.change(inboxConversation(1, { ...mine, lastChange: 2 }));
    await whenShown(inbox, () => filters()[0] === 'Mine 2');
    expect(filters()).to.deep.equal(['Mine 2', 'Unassigned 0', 'All 3', 'Closed']);
    inbox.filter = 'unassigned';
    await inbox.updateComplete;
    expect(inboxTexts(inbox, '[part="empty"]')[0]).to.equal('Every conversation is somebody’s');
    inbox.filter = 'closed';
    await whenShown(inbox, (root) => root.querySelector('[data-id="conversation-3"]'));
    expect(inboxTexts(inbox, '.name')).to.deep.equal(['Ελένη Παππά']);
  });

  it('shows all that the agent has, and all that nobody has, also where the list of open ones is cut', async () => {
    const client = threeOpen();
    client.mostKept = 1;
    const inbox = await shownInbox(client);
    const listed = () => inboxTexts(inbox, '.name');
    expect(listed()).to.deep.equal(['Ion Popescu']);
    inbox.filter = 'mine';
    await whenShown(inbox, () => listed()[0] === 'Maria Georgiou');
    client.change(inboxConversation(0, { ...theirs, lastChange: 2 }));
    await whenShown(inbox, (root) => root.querySelector('[part="empty"]'));
    inbox.filter = 'unassigned';
    await whenShown(inbox, () => listed()[0] === 'Ion Popescu');
  });

  it('opens several conversations side by side as there is room, and the others by tabs', async () => {
    const client = threeOpen();
    for (const [width, columns] of [
      [360, 1],
      [800, 1],
      [1200, 2],
      [1600, 3],
    ] as const) {
      const inbox = await shownInbox(client, {}, width);
      for (const id of [0, 1, 2]) inbox.openConversation(`conversation-${id}`);
      await inbox.updateComplete;
      expect(
        inbox.renderRoot.querySelectorAll('support-inbox-conversation:not([hidden])').length,
        `${width} px`,
      ).to.equal(columns);
      expect(inbox.renderRoot.querySelectorAll('.tabs button').length, `${width} px`).to.equal(
        columns < 3 ? 3 : 0,
      );
      expect(inbox.scrollWidth, `${width} px`).to.be.at.most(width);
      unmountInboxes();
    }
  });

  it('shows list or conversation where there is no room for both, and a way back', async () => {
    const inbox = await shownInbox(threeOpen(), {}, 360);
    const pane = await openRow(inbox, 'conversation-1');
    expect(inbox.renderRoot.querySelector('.list')).to.equal(null);
    inboxPart(pane, '.back').click();
    await whenShown(inbox, (root) => root.querySelector('.list'));
    expect(pane.checkVisibility()).to.equal(false);
  });

  it('closes a conversation and says that the next message opens it again; blocks a customer', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-0');
    const [close, block] = pane.renderRoot.querySelectorAll<HTMLElement>('.quiet-button');
    const focused = () => pane.shadowRoot?.activeElement;
    block?.focus();
    block?.click();
    await whenShown(pane, () => block?.ariaDisabled === 'true');
    close?.click();
    await whenShown(pane, () => block?.ariaDisabled === 'false');
    expect(client.done.filter((done) => done.endsWith('-0'))).to.deep.equal(['block customer-0']);
    expect(focused() === block).to.equal(true);
    close?.focus();
    close?.click();
    await whenShown(pane, (root) => root.querySelector('.hint'));
    expect(focused() === inboxPart(pane, 'textarea')).to.equal(true);
    expect(inboxTexts(pane, '.hint')).to.deep.equal([
      'Closed. The next message of the customer opens it again.',
    ]);
  });

  it('sends what was written though its conversation is closed, and lets go of it then, or with the inbox', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    const writeAndHide = async (id: string) => {
      const pane = await openRow(inbox, id);
      pressIn(writeIn(pane, 'We come tomorrow'), 'Enter');
      inboxPart(pane, '.hide').click();
      await whenShown(inbox, () => !pane.isConnected);
      return client.session(id);
    };
    const session = await writeAndHide('conversation-0');
    expect(session.done).to.not.include('close');
    session.set({ outgoing: [] });
    expect(session.done).to.include('close');
    const other = await writeAndHide('conversation-1');
    unmountInboxes();
    await inbox.updateComplete;
    expect(other.done).to.include('close');
  });

  it('keeps a conversation open in which something is written that can be sent, however many are opened', async () => {
    const client = new FakeInboxClient(Array.from({ length: 10 }, (_, number) => inboxConversation(number)));
    const inbox = await shownInbox(client);
    writeIn(await openRow(inbox, 'conversation-0'), 'Half a sentence');
    const refused = new DataTransfer();
    refused.items.add(new File(['b'], 'program.exe', { type: 'application/x-msdownload' }));
    const pasted = new ClipboardEvent('paste', { clipboardData: refused, bubbles: true, cancelable: true });
    const other = await openRow(inbox, 'conversation-1');
    inboxPart(other, 'textarea').dispatchEvent(pasted);
    await whenShown(other, (root) => root.querySelector('.uploads .bad'));
    for (let number = 1; number < 10; number++) inbox.openConversation(`conversation-${number}`);
    await inbox.updateComplete;
    const panes = [...inbox.renderRoot.querySelectorAll<HTMLElement>('support-inbox-conversation')];
    expect(panes.map(({ dataset }) => dataset['id'])).to.include('conversation-0');
    expect(panes.length).to.equal(9);
  });

  it('tells the page what the customer was looking at', async () => {
    const client = threeOpen();
    const reference = { kind: 'meter', meterId: 'm', hour: new Date(Date.UTC(2026, 2, 3, 12)) } as const;
    client.session('conversation-1').set({ messages: [messageOf(1, { sender: 'customer', reference })] });
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-1');
    const picked: Event[] = [];
    inbox.addEventListener('reference-select', (event) => picked.push(event));
    inboxPart(pane, '.reference').click();
    expect(picked).to.have.lengthOf(1);
    const [event] = picked;
    expect(event instanceof ReferenceSelectEvent && event.reference).to.equal(reference);
    expect(event?.bubbles).to.equal(false);
  });

  it('goes everywhere by keys: arrows in the list, F6 between parts, a slash to the search, Escape back', async () => {
    const inbox = await shownInbox(threeOpen());
    const focused = () => inbox.shadowRoot?.activeElement;
    const rows = [...inbox.renderRoot.querySelectorAll<HTMLElement>('.row')];
    rows[0]?.focus();
    for (const [key, index] of [
      ['ArrowDown', 1],
      ['End', 2],
      ['ArrowDown', 2],
      ['Home', 0],
    ] as const) {
      pressIn(focused() ?? inbox, key);
      await inbox.updateComplete;
      await inbox.updateComplete;
      expect(focused()).to.equal(rows[index]);
      expect(rows.filter(({ tabIndex }) => tabIndex === 0)).to.deep.equal([rows[index]]);
    }
    const pane = await openRow(inbox, 'conversation-0');
    const settled = async () => {
      for (let turn = 0; turn < 3; turn++) await Promise.all([inbox.updateComplete, pane.updateComplete]);
    };
    await settled();
    expect(pane.shadowRoot?.activeElement?.localName).to.equal('textarea');
    pressIn(inboxPart(pane, 'textarea'), 'ArrowDown', { altKey: true });
    await whenShown(inbox, (root) =>
      root.querySelector('support-inbox-conversation[data-id="conversation-2"]'),
    );
    await settled();
    pressIn(inboxPart(pane, 'textarea'), 'Escape');
    await settled();
    expect(focused()?.classList.contains('row')).to.equal(true);
    pressIn(focused() ?? inbox, '/');
    expect(focused()?.localName).to.equal('input');
    pressIn(focused() ?? inbox, 'F6');
    await settled();
    expect(focused()).to.equal(pane);
    pressIn(inboxPart(pane, 'textarea'), 'F6', { shiftKey: true });
    await settled();
    expect(focused()?.classList.contains('row')).to.equal(true);
  });

  it('says politely who has written, unless the conversation is in front', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    await openRow(inbox, 'conversation-0');
    client.change(inboxConversation(0, { ...mine, unread: 1, lastChange: 2 }));
    client.change(inboxConversation(2, { ...theirs, unread: 1, lastChange: 2 }));
    await whenShown(inbox, (root) => root.querySelector('[aria-live="polite"]')?.textContent);
    expect(inboxTexts(inbox, '[aria-live="polite"]')).to.deep.equal(['New message from Jürgen Weiß']);
    // The same words again are read out only where something is another.
    const before = inboxPart(inbox, '[aria-live="polite"]').textContent;
    client.change(inboxConversation(2, { ...theirs, unread: 2, lastChange: 3 }));
    await whenShown(inbox, (root) => root.querySelector('[aria-live="polite"]')?.textContent !== before);
    expect(inboxTexts(inbox, '[aria-live="polite"]')).to.deep.equal(['New message from Jürgen Weiß']);
  });

  it('says who has written also where the list is cut, not who moves up into it', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    const written = inboxConversation(2, { ...theirs, unread: 1, lastChange: 2 });
    client.readAgain([written, inboxConversation(3, { ...theirs, unread: 1 })]);
    await whenShown(inbox, (root) => root.querySelector('[aria-live="polite"]')?.textContent);
    expect(inboxTexts(inbox, '[aria-live="polite"]')).to.deep.equal(['New message from Jürgen Weiß']);
  });

  it('shows the conversations by itself once the server can be reached', async () => {
    const client = threeOpen();
    client.failWith(Object.assign(new Error('Gone.'), { code: 'unavailable', retryable: true }));
    const inbox = mountInbox(client);
    await whenShown(inbox, (root) => root.querySelector('[part="error"]'));
    client.failWith(undefined);
    window.dispatchEvent(new Event('online'));
    await whenShown(inbox, (root) => root.querySelector('.list'));
  });

  for (const [code, text] of [
    ['unauthenticated', 'Sign in to see conversations'],
    ['permission_denied', 'Conversations are for agents of the site'],
    ['failed_precondition', 'The subscription has ended'],
    ['unavailable', 'The data could not be loaded'],
  ]) {
    it(`says what is wrong when it fails with ${code}, and tries again`, async () => {
      const client = threeOpen();
      client.failWith(Object.assign(new Error('Why.'), { code }));
      const inbox = mountInbox(client);
      await whenShown(inbox, (root) => root.querySelector('[part="error"]'));
      expect(inboxTexts(inbox, '[part="error"] strong')).to.deep.equal([text]);
      client.failWith(undefined);
      inboxPart(inbox, '[part="error"] button').click();
      await whenShown(inbox, (root) => root.querySelector('.list'));
    });
  }

  it('says since when it reconnects', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    client.setStatus({ state: 'reconnecting', since: new Date().setHours(14, 5, 0, 0) });
    await inbox.updateComplete;
    expect(inboxTexts(inbox, '.badge').join()).to.match(/^Reconnecting since 14:05 \S+$/);
  });

  it('lets go of everything when it is removed', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    await openRow(inbox, 'conversation-1');
    unmountInboxes();
    expect([client.openWatches, client.statusListeners, client.isOnline]).to.deep.equal([0, 0, false]);
    expect(client.session('conversation-1').done).to.include('close');
  });
});
