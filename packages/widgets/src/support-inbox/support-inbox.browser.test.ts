import { expect, waitUntil } from '@open-wc/testing';
import { AGENTS, FakeInboxClient, inboxConversation } from '../testing/fake-inbox-client.ts';
import { messageOf } from '../testing/fake-support-client.ts';
import { nextEvent } from '../testing/mount-chart.ts';
import {
  inboxPart,
  inboxTexts,
  mountInbox,
  openRow,
  shownInbox,
  unmountInboxes,
} from '../testing/mount-inbox.ts';
import { whenFocused } from '../testing/when-focused.ts';
import { whenShown } from '../testing/when-shown.ts';
import { type InboxPaneElement, ReferenceSelectEvent } from './support-inbox.ts';

const MINUTE_MS = 60_000;
const mine = { agentId: 'self', agentName: 'Anna Petrou' };
const theirs = { agentId: 'colleague', agentName: 'Nikos Ioannou' };

/** Three open conversations, of which one waits, and a closed one. */
function threeOpen(): FakeInboxClient {
  return new FakeInboxClient([
    inboxConversation(0, { ...mine }),
    inboxConversation(1, { waitingSince: new Date(Date.now() - 12 * MINUTE_MS), unread: 2 }),
    inboxConversation(2, { ...theirs }),
    inboxConversation(3, { state: 'closed', rating: 4 }),
  ]);
}

const press = (target: EventTarget, key: string, init: KeyboardEventInit = {}) =>
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }),
  );

const write = (pane: Parameters<typeof inboxPart>[0], text: string) => {
  const field = inboxPart(pane, 'textarea') as HTMLTextAreaElement;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  return field;
};

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

  it('keeps what is written and not sent while other conversations are in front, and reads nothing there', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client, {}, 700);
    const first = await openRow(inbox, 'conversation-0');
    write(first, 'one\ntwo');
    await first.updateComplete;
    const height = inboxPart(first, 'textarea').offsetHeight;
    await openRow(inbox, 'conversation-2');
    expect(first.checkVisibility()).to.equal(false);
    client.session('conversation-0').receive(messageOf(7, { sender: 'customer' }));
    await first.updateComplete;
    expect(client.session('conversation-0').readNumber).to.equal(0);
    inbox.openConversation('conversation-0');
    await inbox.updateComplete;
    await first.updateComplete;
    const field = inboxPart(first, 'textarea') as HTMLTextAreaElement;
    expect([field.value, field.offsetHeight]).to.deep.equal(['one\ntwo', height]);
  });

  it('claims a conversation from nobody, and says who was faster', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-1');
    const claim = await whenShown(pane, (root) =>
      root.querySelector<HTMLElement>('.actions button:not([class])'),
    );
    client.fasterAgent = AGENTS[1];
    claim.click();
    await whenShown(pane, (root) => root.querySelector('.notice'));
    expect(client.done).to.include('assign conversation-1 from nobody to self');
    expect(inboxTexts(pane, '.notice')).to.deep.equal(['Nikos Ioannou has this conversation now']);
    const select = inboxPart(pane, 'select') as HTMLSelectElement;
    expect(select.value).to.equal('colleague');
    // What was picked in vain is not shown as if it were so.
    select.value = '';
    select.dispatchEvent(new Event('change'));
    await whenShown(pane, () => client.done.includes('assign conversation-1 from colleague to nobody'));
    await whenShown(pane, () => select.value === 'colleague' && !select.disabled);
    client.fasterAgent = undefined;
    select.value = 'self';
    select.dispatchEvent(new Event('change'));
    await whenShown(pane, () => client.done.includes('assign conversation-1 from colleague to self'));
  });

  it('closes a conversation and says that the next message opens it again; blocks a customer', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-0');
    const [close, block] = pane.renderRoot.querySelectorAll<HTMLElement>('.quiet-button');
    block?.click();
    await whenShown(pane, (root) => root.querySelector('.quiet-button:disabled'));
    await whenShown(pane, (root) => !root.querySelector('.quiet-button:disabled'));
    expect(client.done).to.include('block customer-0');
    close?.click();
    await whenShown(pane, (root) => root.querySelector('.hint'));
    expect(inboxTexts(pane, '.hint')).to.deep.equal([
      'Closed. The next message of the customer opens it again.',
    ]);
  });

  it('sends replies with Enter and says that the agent types; a note looks different and tells the customer nothing', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-0');
    const session = client.session('conversation-0');
    press(write(pane, 'Good day'), 'Enter');
    await pane.updateComplete;
    expect(session.typed.length).to.equal(1);
    const [, note] = pane.renderRoot.querySelectorAll<HTMLElement>('.mode button');
    note?.click();
    await pane.updateComplete;
    expect(inboxTexts(pane, '.below')[0]).to.equal('The customer never sees it.');
    press(write(pane, 'pays late'), 'Enter');
    await pane.updateComplete;
    expect(session.typed.length).to.equal(1);
    expect(session.sent.map(({ text, isNote }) => [text, isNote])).to.deep.equal([
      ['Good day', false],
      ['pays late', true],
    ]);
    session.set({ outgoing: [], messages: [messageOf(1, { isNote: true, number: 0, text: 'pays late' })] });
    await whenShown(pane, (root) => root.querySelector('.note .note-label'));
  });

  it('offers ready texts after a slash, by keys alone', async () => {
    const client = threeOpen();
    client.replies = ['hello', 'hours', 'bye'].map((shortcut) => ({ shortcut, text: `text of ${shortcut}` }));
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-0');
    const field = write(pane, '/h');
    await whenShown(pane, (root) => root.querySelector('[role="listbox"]'));
    expect(inboxTexts(pane, '[role="option"] strong')).to.deep.equal(['/hello', '/hours']);
    press(field, 'ArrowDown');
    await pane.updateComplete;
    const active = field.getAttribute('aria-activedescendant') ?? '';
    expect(inboxTexts(pane, `#${active} strong`)).to.deep.equal(['/hours']);
    press(field, 'Enter');
    await pane.updateComplete;
    expect(field.value).to.equal('text of hours');
    expect(client.session('conversation-0').sent).to.deep.equal([]);
    expect(pane.renderRoot.querySelector('[role="listbox"]')).to.equal(null);
  });

  it('shows that the customer types, and what, where the site has turned that on', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-1');
    const typist = { senderId: 'customer', name: 'Ion Popescu', sender: 'customer' } as const;
    client.session('conversation-1').set({ typists: [typist] });
    await whenShown(pane, (root) => root.querySelector('.dots'));
    expect(inboxTexts(pane, '.typing')).to.deep.equal(['Ion Popescu is typing']);
    client.session('conversation-1').set({ typists: [{ ...typist, preview: 'My bill' }] });
    await whenShown(pane, (root) => root.querySelector('.preview'));
    expect(inboxTexts(pane, '.preview')).to.deep.equal(['My bill']);
  });

  it('tells the page what the customer was looking at', async () => {
    const client = threeOpen();
    const reference = { kind: 'meter', meterId: 'm', hour: new Date(Date.UTC(2026, 2, 3, 12)) } as const;
    client.session('conversation-1').set({ messages: [messageOf(1, { sender: 'customer', reference })] });
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-1');
    const picked = nextEvent(inbox, 'reference-select');
    inboxPart(pane, '.reference').click();
    const event = await picked;
    expect(event instanceof ReferenceSelectEvent && event.reference).to.equal(reference);
    expect(event.bubbles).to.equal(false);
  });

  it('finds messages by their words, and opens their conversation', async () => {
    const client = threeOpen();
    client.found = [
      {
        conversation: inboxConversation(3, { state: 'closed' }),
        message: messageOf(1, { text: 'night tariff' }),
      },
    ];
    const inbox = await shownInbox(client);
    const field = inboxPart(inbox, 'input[type="search"]') as HTMLInputElement;
    field.value = ' tariff ';
    field.dispatchEvent(new InputEvent('input'));
    await whenShown(inbox, (root) => root.querySelector('.found'));
    expect(client.done).to.include('search tariff');
    inboxPart(inbox, '.row').click();
    await whenShown(inbox, (root) => root.querySelector('[data-id="conversation-3"]'));
    field.value = '';
    field.dispatchEvent(new InputEvent('input'));
    await whenShown(inbox, (root) => root.querySelectorAll('li[data-id]').length === 3);
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
      press(focused() ?? inbox, key);
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
    press(inboxPart(pane, 'textarea'), 'ArrowDown', { altKey: true });
    await whenShown(inbox, (root) =>
      root.querySelector('support-inbox-conversation[data-id="conversation-2"]'),
    );
    await settled();
    press(inboxPart(pane, 'textarea'), 'Escape');
    await settled();
    expect(focused()?.classList.contains('row')).to.equal(true);
    press(focused() ?? inbox, '/');
    expect(focused()?.localName).to.equal('input');
    press(focused() ?? inbox, 'F6');
    await settled();
    expect(focused()).to.equal(pane);
    press(inboxPart(pane, 'textarea'), 'F6', { shiftKey: true });
    await settled();
    expect(focused()?.classList.contains('row')).to.equal(true);
  });

  it('is there for customers until the agent says otherwise, and remembers that', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    expect(client.isOnline).to.equal(true);
    inboxPart(inbox, '[role="switch"]').click();
    await inbox.updateComplete;
    expect([client.isOnline, inboxPart(inbox, '[role="switch"]').ariaChecked]).to.deep.equal([
      false,
      'false',
    ]);
    const pane = await openRow(inbox, 'conversation-0');
    expect(inboxTexts(pane, 'option')).to.deep.equal(['Nobody', '○ You', '● Nikos Ioannou']);
    unmountInboxes();
    const again = threeOpen();
    await shownInbox(again);
    expect(again.isOnline).to.equal(false);
  });

  it('says politely who has written, unless the conversation is in front', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    await openRow(inbox, 'conversation-0');
    client.change(inboxConversation(0, { ...mine, unread: 1, lastChange: 2 }));
    client.change(inboxConversation(2, { ...theirs, unread: 1, lastChange: 2 }));
    await whenShown(inbox, (root) => root.querySelector('[aria-live="polite"]')?.textContent);
    expect(inboxTexts(inbox, '[aria-live="polite"]')).to.deep.equal(['New message from Jürgen Weiß']);
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

  it('opens what was found at the message itself, however far back, marks it, and stays there', async () => {
    const client = threeOpen();
    const session = client.session('conversation-2');
    const lines = (from: number, count: number) =>
      Array.from({ length: count }, (_, index) => messageOf(from + index, { sender: 'customer' }));
    session.set({ hasOlder: true, messages: lines(101, 50) });
    session.older = lines(1, 100);
    client.found = [{ conversation: inboxConversation(2, { ...theirs }), message: messageOf(40) }];
    const inbox = await shownInbox(client);
    const field = inboxPart(inbox, 'input') as HTMLInputElement;
    field.value = 'Message';
    field.dispatchEvent(new InputEvent('input'));
    (await whenShown(inbox, (root) => root.querySelector<HTMLElement>('.found')?.closest('button'))).click();
    const pane = await whenShown(inbox, (root) =>
      root.querySelector<InboxPaneElement>('support-inbox-conversation[data-id="conversation-2"]'),
    );
    const message = await whenFocused(pane, ({ classList }) => classList.contains('said'));
    expect(message.getAttribute('data-change')).to.equal('40');
    expect(session.done).to.include('back to 40');
    const log = inboxPart(pane, '.log').getBoundingClientRect();
    const isInside = () => {
      const { top, bottom } = message.getBoundingClientRect();
      return top >= log.top && bottom <= log.bottom;
    };
    expect(isInside()).to.equal(true);
    session.receive(messageOf(151, { sender: 'customer' }));
    await whenShown(pane, (root) => root.querySelector('.jump'));
    expect(isInside()).to.equal(true);
  });

  it('says that a message that was found is not there any more', async () => {
    const client = threeOpen();
    client.session('conversation-2').set({ messages: [messageOf(1)] });
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-2');
    pane.showMessage(40);
    await whenShown(pane, (root) => root.querySelector('.notice'));
    expect(inboxTexts(pane, '.notice')).to.deep.equal(['That message is not there any more']);
  });

  it('insists on being there when another device of the agent goes, and follows other tabs of the browser', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    client.comeOrGo('self', false);
    await waitUntil(() => client.done.includes('insist'));
    expect(client.isOnline).to.equal(true);
    localStorage.setItem('wattlet-inbox-away', 'true');
    window.dispatchEvent(new StorageEvent('storage', { key: 'wattlet-inbox-away' }));
    await whenShown(inbox, (root) => root.querySelector('.presence[aria-checked="false"]'));
    expect(client.isOnline).to.equal(false);
  });

  it('shows at once that a colleague has gone or come back', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-0');
    const isShown = (words: string) => whenShown(pane, () => inboxTexts(pane, 'option').includes(words));
    await isShown('● Nikos Ioannou');
    const asked = client.done.filter((what) => what === 'agents').length;
    client.comeOrGo('colleague', false);
    await isShown('○ Nikos Ioannou');
    client.comeOrGo('colleague', true);
    await isShown('● Nikos Ioannou');
    expect(client.done.filter((what) => what === 'agents').length).to.equal(asked);
    // What happened while nothing was heard is asked for.
    client.agents = client.agents.map((agent) => ({ ...agent, isOnline: agent.isSelf }));
    client.setStatus({ state: 'reconnecting', since: 0 });
    client.setStatus({ state: 'live', since: 0 });
    await isShown('○ Nikos Ioannou');
  });

  it('leaves whoever writes a reply where they are when another conversation is deleted', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    await openRow(inbox, 'conversation-0');
    const pane = await openRow(inbox, 'conversation-1');
    const field = await whenFocused(pane, (element) => element.matches('textarea'));
    await client.inbox.desk.eraseCustomer('customer-0');
    await whenShown(inbox, (root) => !root.querySelector('[data-id="conversation-0"]'));
    expect(pane.shadowRoot?.activeElement).to.equal(field);
    await client.inbox.desk.eraseCustomer('customer-1');
    await whenShown(inbox, (root) => !root.querySelector('[data-id="conversation-1"]'));
    await whenFocused(inbox, (element) => element.matches('.row'));
  });
});
