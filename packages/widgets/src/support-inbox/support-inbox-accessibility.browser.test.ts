import { expect } from '@open-wc/testing';
import { FakeInboxClient, inboxConversation } from '../testing/fake-inbox-client.ts';
import { messageOf } from '../testing/fake-support-client.ts';
import { inboxPart, mountInbox, openRow, shownInbox, unmountInboxes } from '../testing/mount-inbox.ts';
import { whenShown } from '../testing/when-shown.ts';
import type { InboxPaneElement } from './inbox-pane-element.ts';

/** An inbox with a conversation of every kind of message. */
function busyInbox(): FakeInboxClient {
  const waitingSince = new Date(Date.now() - 600_000);
  const client = new FakeInboxClient([
    inboxConversation(0, { waitingSince, unread: 3 }),
    inboxConversation(1, { blocked: true }),
    inboxConversation(2, { state: 'closed', rating: 5 }),
  ]);
  client.replies = [{ shortcut: 'hello', text: 'Good day' }];
  client.session('conversation-0').set({
    hasOlder: true,
    messages: [
      messageOf(1, { sender: 'customer', text: 'See https://energy.example' }),
      messageOf(2, { number: 0, isNote: true }),
      messageOf(3, { sender: 'system' }),
      messageOf(4, {
        attachments: [
          { attachmentId: 'a', fileName: 'bill.pdf', mediaType: 'application/pdf', sizeBytes: 1e6 },
        ],
        reference: { kind: 'alert', alertId: 'a' },
        delivery: 'seen',
      }),
    ],
    outgoing: [
      { clientId: 'x', text: 'no', queuedAt: 0, state: 'failed', error: { code: 'aborted', message: 'Why' } },
      { clientId: 'y', text: 'yes', queuedAt: 0, state: 'waiting' },
    ],
    typists: [{ senderId: 'c', name: 'Maria', sender: 'customer', preview: 'I have' }],
  });
  return client;
}

describe('<support-inbox> is accessible', () => {
  beforeEach(() => localStorage.removeItem('wattlet-inbox-away'));
  afterEach(unmountInboxes);

  for (const theme of ['light', 'dark'] as const) {
    it(`with messages of every kind and conversations side by side, in the ${theme} theme`, async () => {
      const inbox = await shownInbox(busyInbox(), { theme }, 1200);
      await openRow(inbox, 'conversation-1');
      await openRow(inbox, 'conversation-0');
      await expect(inbox).to.be.accessible();
    });

    it(`with a note, ready texts and tabs on a phone, in the ${theme} theme`, async () => {
      const inbox = await shownInbox(busyInbox(), { theme }, 360);
      inbox.openConversation('conversation-1');
      inbox.openConversation('conversation-0');
      const pane = await whenShown(inbox, (root) =>
        root.querySelector<InboxPaneElement>('support-inbox-conversation[data-id="conversation-0"]'),
      );
      await whenShown(pane, (root) => root.querySelector('.composer'));
      inboxPart(pane, '.mode button:last-child').click();
      const field = inboxPart(pane, 'textarea') as HTMLTextAreaElement;
      field.value = '/h';
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
      await whenShown(pane, (root) => root.querySelector('[role="listbox"]'));
      await expect(inbox).to.be.accessible();
    });

    it(`while it waits, when it is empty, when it searches and when it has failed, in the ${theme} theme`, async () => {
      const waiting = busyInbox();
      waiting.hang();
      const first = mountInbox(waiting, { theme });
      await first.updateComplete;
      await expect(first).to.be.accessible();
      unmountInboxes();
      const empty = mountInbox(new FakeInboxClient(), { theme, filter: 'closed' });
      await whenShown(empty, (root) => root.querySelector('.scroll [part="empty"]'));
      await expect(empty).to.be.accessible();
      unmountInboxes();
      const searching = busyInbox();
      searching.found = [{ conversation: inboxConversation(0), message: messageOf(1) }];
      const found = await shownInbox(searching, { theme });
      const field = inboxPart(found, 'input') as HTMLInputElement;
      field.value = 'bill';
      field.dispatchEvent(new InputEvent('input'));
      await whenShown(found, (root) => root.querySelector('.found'));
      await expect(found).to.be.accessible();
      unmountInboxes();
      const failing = new FakeInboxClient();
      failing.failWith(new Error('The server cannot be reached'));
      const failed = mountInbox(failing, { theme });
      await whenShown(failed, (root) => root.querySelector('[part="error"]'));
      await expect(failed).to.be.accessible();
    });
  }

  for (const [lang, title] of [
    ['de', 'Gespräche'],
    ['el', 'Συνομιλίες'],
    ['ro', 'Conversații'],
  ] as const) {
    it(`and speaks ${lang}, in its conversations too`, async () => {
      const inbox = await shownInbox(busyInbox(), { lang });
      await whenShown(inbox, (root) => root.querySelector('#title')?.textContent === title);
      const pane = await openRow(inbox, 'conversation-0');
      await whenShown(pane, (root) => !root.textContent?.includes('Take over'));
      expect(`${inbox.renderRoot.textContent}${pane.renderRoot.textContent}`).to.not.match(
        /Unassigned|Reply|Not sent|Note, for|is typing|Nobody/,
      );
    });
  }
});
