import { expect } from '@open-wc/testing';
import { WattletError } from '@wattlet/sdk/errors';
import { LocalOutbox } from '../chat-parts/local-outbox.ts';
import { AGENTS, FakeInboxClient, inboxConversation } from '../testing/fake-inbox-client.ts';
import { messageOf } from '../testing/fake-support-client.ts';
import { inboxPart, inboxTexts, openRow, shownInbox, unmountInboxes } from '../testing/mount-inbox.ts';
import { pressIn, threeOpen, writeIn } from '../testing/use-inbox.ts';
import { whenFocused } from '../testing/when-focused.ts';
import { whenShown } from '../testing/when-shown.ts';

describe('replies in <support-inbox>', () => {
  beforeEach(() => localStorage.clear());
  afterEach(unmountInboxes);

  it('keeps what is written and not sent while other conversations are in front, and reads nothing there', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client, {}, 700);
    const first = await openRow(inbox, 'conversation-0');
    writeIn(first, 'one\ntwo');
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

  it('sends replies with Enter and says that the agent types; a note looks different and tells the customer nothing', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-0');
    const session = client.session('conversation-0');
    pressIn(writeIn(pane, 'Good day'), 'Enter');
    await pane.updateComplete;
    expect(session.typed.length).to.equal(1);
    const [, note] = pane.renderRoot.querySelectorAll<HTMLElement>('.mode button');
    note?.click();
    await pane.updateComplete;
    expect(inboxTexts(pane, '.below')[0]).to.equal('The customer never sees it.');
    pressIn(writeIn(pane, 'pays late'), 'Enter');
    await pane.updateComplete;
    expect(session.typed.length).to.equal(1);
    expect(session.sent.map(({ text, isNote }) => [text, isNote])).to.deep.equal([
      ['Good day', false],
      ['pays late', true],
    ]);
    session.set({ outgoing: [], messages: [messageOf(1, { isNote: true, number: 0, text: 'pays late' })] });
    await whenShown(pane, (root) => root.querySelector('.note .note-label'));
  });

  it('opens again where a reply waits that was written before a reload, for who wrote it, and keeps it there', async () => {
    const conversation = 'conversation-1';
    const entry = {
      ...{ key: conversation, clientId: 'a', text: 'We come tomorrow' },
      ...{ queuedAt: Date.now(), position: 1 },
    };
    const outbox = new LocalOutbox(`${location.origin} agent self`);
    await outbox.put(entry);
    const refusal = { code: 'permission_denied', message: 'no' };
    await outbox.put({ ...entry, key: 'conversation-2', clientId: 'b', refusal });
    const client = threeOpen();
    const inbox = await shownInbox(client);
    await whenShown(inbox, (root) => root.querySelector('support-inbox-conversation'));
    await whenShown(inbox, () => client.storages.size > 0);
    expect([...client.storages.keys()]).to.deep.equal([conversation]);
    expect(await client.storages.get(conversation)?.load(conversation)).to.deep.equal([entry]);
    unmountInboxes();
    const others = new FakeInboxClient([inboxConversation(1)]);
    others.agents = AGENTS.map((agent) => ({ ...agent, isSelf: !agent.isSelf }));
    const theirs = await shownInbox(others);
    await openRow(theirs, conversation);
    expect(await others.storages.get(conversation)?.load(conversation)).to.deep.equal([]);
  });

  it('waits until it is known who the agent is, says why that is not, and asks again', async () => {
    const client = threeOpen();
    const { agents } = client.inbox.desk;
    client.inbox.desk.agents = () => Promise.reject(new Error('it broke'));
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-0');
    await whenShown(pane, (root) => root.querySelector('[part="error"]'));
    expect([...client.writers.keys()]).to.deep.equal([]);
    client.inbox.desk.agents = agents;
    inboxPart(pane, '[part="error"] button').click();
    await whenShown(pane, (root) => client.writers.size > 0 && root.querySelector('textarea'));
    pressIn(writeIn(pane, 'Good day'), 'Enter');
    expect(client.session('conversation-0').sent.length).to.equal(1);
    expect(client.writers.get('conversation-0')).to.equal('self');
  });

  it('asks by itself again who the agent is where that may be known later', async () => {
    const client = threeOpen();
    const { agents } = client.inbox.desk;
    client.inbox.desk.agents = () => Promise.reject(new WattletError('unavailable', 'not now'));
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-0');
    await whenShown(pane, (root) => root.querySelector('[part="error"]'));
    client.inbox.desk.agents = agents;
    window.dispatchEvent(new Event('online'));
    await whenShown(pane, (root) => client.writers.size > 0 && root.querySelector('textarea'));
  });

  it('shows nothing of what another agent has written who was signed in before, and closes their conversations', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    await openRow(inbox, 'conversation-0');
    const first = client.session('conversation-0');
    client.agents = AGENTS.map((agent) => ({ ...agent, isSelf: !agent.isSelf }));
    client.setStatus({ state: 'live', since: 0 });
    await whenShown(inbox, (root) => !root.querySelector('support-inbox-conversation'));
    expect(first.done).to.include('close');
    await openRow(inbox, 'conversation-0');
    expect(client.writers.get('conversation-0')).to.equal('colleague');
  });

  it('offers ready texts after a slash, by keys alone', async () => {
    const client = threeOpen();
    client.replies = ['hello', 'hours', 'bye'].map((shortcut) => ({ shortcut, text: `text of ${shortcut}` }));
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-0');
    const field = writeIn(pane, '/h');
    await whenShown(pane, (root) => root.querySelector('[role="listbox"]'));
    expect(inboxTexts(pane, '[role="option"] strong')).to.deep.equal(['/hello', '/hours']);
    pressIn(field, 'ArrowDown');
    await pane.updateComplete;
    const active = field.getAttribute('aria-activedescendant') ?? '';
    expect(inboxTexts(pane, `#${active} strong`)).to.deep.equal(['/hours']);
    pressIn(field, 'Enter');
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
