import { expect } from '@open-wc/testing';
import { conversationOf, FakeSession, FakeSupportClient, messageOf } from '../testing/fake-support-client.ts';
import { mountSupport, shownSupport, unmountSupport } from '../testing/mount-support.ts';
import { whenShown } from '../testing/when-shown.ts';

const talk = [
  messageOf(1, { sender: 'customer', delivery: 'seen', text: 'Is https://energy.example/chart right?' }),
  messageOf(2, { sender: 'system', text: 'Nobody is here at the moment.' }),
  messageOf(3, { reference: { kind: 'meter', meterId: 'm', hour: new Date(2026, 2, 3, 12) } }),
  messageOf(4, {
    attachments: [
      { attachmentId: 'f', fileName: 'bill.pdf', mediaType: 'application/pdf', sizeBytes: 182_000 },
      { attachmentId: 'g', fileName: 'm.png', mediaType: 'image/png', sizeBytes: 1, width: 4, height: 3 },
    ],
  }),
  messageOf(5, { sender: 'customer', delivery: 'delivered' }),
];

describe('<support-chat> is accessible', () => {
  beforeEach(() => localStorage.clear());
  afterEach(unmountSupport);

  for (const theme of ['light', 'dark'] as const) {
    it(`as a button, with and without unread messages, in the ${theme} theme`, async () => {
      const session = new FakeSession({ messages: talk, conversation: conversationOf({ unread: 120 }) });
      const element = mountSupport(new FakeSupportClient(session), { theme });
      await element.updateComplete;
      await expect(element).to.be.accessible();
      await whenShown(element, (root) => root.querySelector('.unread'));
      await expect(element).to.be.accessible();
    });

    it(`open, with messages of every kind and somebody typing, in the ${theme} theme`, async () => {
      const session = new FakeSession({
        messages: talk,
        hasOlder: true,
        typists: [{ senderId: 'agent', name: 'Anna Petrou', sender: 'agent' }],
      });
      const reference = { kind: 'alert', alertId: 'a' } as const;
      const element = mountSupport(new FakeSupportClient(session), { theme, reference, open: true });
      await whenShown(element, (root) => root.querySelector('.typing .dots'));
      await expect(element).to.be.accessible();
    });

    it(`with messages that wait and that were refused, in the ${theme} theme`, async () => {
      const session = new FakeSession({
        messages: talk,
        outgoing: [
          { clientId: 'a', text: 'One', queuedAt: 1, state: 'waiting', nextTryAt: 2 },
          { clientId: 'b', text: 'Two', queuedAt: 2, state: 'failed', error: { code: 'x', message: 'no' } },
          { clientId: 'c', text: 'Three', queuedAt: 3, state: 'sending' },
        ],
      });
      const client = new FakeSupportClient(session);
      client.setStatus({ state: 'reconnecting', since: 0 });
      await expect(await shownSupport(client, { theme })).to.be.accessible();
    });

    it(`before the first message, over, and when it has failed, in the ${theme} theme`, async () => {
      const away = new FakeSupportClient(FakeSession.draft());
      away.hours = { isOpen: false, timeZone: 'Europe/Athens', isTypingShown: true };
      const empty = await shownSupport(away, { theme });
      await whenShown(empty, (root) => root.querySelector('.notice'));
      await expect(empty).to.be.accessible();
      unmountSupport();
      const conversation = conversationOf({ state: 'closed', rating: 4 });
      const over = new FakeSupportClient(new FakeSession({ messages: talk, conversation }));
      await expect(await shownSupport(over, { theme })).to.be.accessible();
      unmountSupport();
      const failing = new FakeSupportClient();
      failing.failWith(new Error('The server cannot be reached'));
      const failed = mountSupport(failing, { theme, inline: true });
      await whenShown(failed, (root) => root.querySelector('[part="error"]'));
      await expect(failed).to.be.accessible();
    });
  }

  it('from right to left, on a narrow page', async () => {
    const text = 'שלום, איך אפשר לעזור?';
    const client = new FakeSupportClient(new FakeSession({ messages: [messageOf(1, { text }), ...talk] }));
    const element = await shownSupport(client, { dir: 'rtl' }, 280);
    const box = element.renderRoot.querySelector('.box');
    expect(box && box.scrollWidth <= box.clientWidth).to.equal(true);
    await expect(element).to.be.accessible();
  });

  for (const [lang, words] of [
    ['el', 'Υποστήριξη'],
    ['ro', 'Asistență'],
    ['de', 'Kundenservice'],
  ] as const) {
    it(`speaks ${lang}`, async () => {
      const element = await shownSupport(new FakeSupportClient(new FakeSession({ messages: talk })), {
        lang,
      });
      await whenShown(element, (root) => root.querySelector('h2')?.textContent?.includes(words));
    });
  }
});
