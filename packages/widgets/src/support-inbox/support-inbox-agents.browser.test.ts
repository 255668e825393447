import { expect, waitUntil } from '@open-wc/testing';
import { AGENTS, FakeInboxClient, inboxConversation } from '../testing/fake-inbox-client.ts';
import { inboxPart, inboxTexts, openRow, shownInbox, unmountInboxes } from '../testing/mount-inbox.ts';
import { threeOpen } from '../testing/use-inbox.ts';
import { whenShown } from '../testing/when-shown.ts';

describe('the agents of <support-inbox>', () => {
  beforeEach(() => localStorage.removeItem('wattlet-inbox-away'));
  afterEach(unmountInboxes);

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
    await whenShown(pane, () => select.value === 'colleague' && select.ariaDisabled === 'false');
    client.fasterAgent = undefined;
    select.value = 'self';
    select.dispatchEvent(new Event('change'));
    await whenShown(pane, () => client.done.includes('assign conversation-1 from colleague to self'));
  });

  it('leaves nothing of one agent to the next', async () => {
    const client = threeOpen();
    client.replies = [{ shortcut: 'hi', text: 'Hello' }];
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-0');
    await whenShown(
      pane,
      () => inboxTexts(pane, 'option').includes('○ You') || inboxTexts(pane, 'option').includes('● You'),
    );
    const search = inboxPart(inbox, 'input[type="search"]') as HTMLInputElement;
    search.value = 'bill';
    search.dispatchEvent(new InputEvent('input'));
    await inbox.updateComplete;
    const others = new FakeInboxClient([inboxConversation(1)]);
    others.agents = AGENTS.map((agent) => ({ ...agent, isSelf: !agent.isSelf }));
    inbox.client = others;
    await inbox.updateComplete;
    expect(inboxTexts(inbox, 'support-inbox-conversation')).to.deep.equal([]);
    expect(search.value).to.equal('');
    expect(inboxTexts(inbox, '.list .row')).to.deep.equal([]);
    await whenShown(inbox, () => inboxTexts(inbox, '.list .row').length === 1);
    const claim = await whenShown(await openRow(inbox, 'conversation-1'), (root) =>
      root.querySelector<HTMLElement>('.actions button:not([class])'),
    );
    claim.click();
    await waitUntil(() => others.done.includes('assign conversation-1 from nobody to colleague'));
  });

  it('takes no answer about who the agent is that another one was given', async () => {
    const client = threeOpen();
    const inbox = await shownInbox(client);
    const { promise, resolve } = Promise.withResolvers<typeof AGENTS>();
    client.inbox.desk.agents = () => promise;
    client.setStatus({ state: 'live', since: 0 });
    const others = new FakeInboxClient([inboxConversation(1)]);
    others.agents = AGENTS.map((agent) => ({ ...agent, isSelf: !agent.isSelf }));
    inbox.client = others;
    await whenShown(inbox, () => inboxTexts(inbox, '.list .row').length === 1);
    resolve(AGENTS);
    const pane = await openRow(inbox, 'conversation-1');
    await whenShown(pane, (root) => root.querySelectorAll('option').length === 3);
    expect(inboxTexts(pane, 'option')[1]).not.to.contain('You');
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
});
