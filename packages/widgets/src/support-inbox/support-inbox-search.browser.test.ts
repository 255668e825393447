import { expect } from '@open-wc/testing';
import { inboxConversation } from '../testing/fake-inbox-client.ts';
import { messageOf } from '../testing/fake-support-client.ts';
import { inboxPart, inboxTexts, openRow, shownInbox, unmountInboxes } from '../testing/mount-inbox.ts';
import { theirs, threeOpen } from '../testing/use-inbox.ts';
import { whenFocused } from '../testing/when-focused.ts';
import { whenShown } from '../testing/when-shown.ts';
import type { InboxPaneElement } from './support-inbox.ts';

describe('the search of <support-inbox>', () => {
  beforeEach(() => localStorage.removeItem('wattlet-inbox-away'));
  afterEach(unmountInboxes);

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
});
