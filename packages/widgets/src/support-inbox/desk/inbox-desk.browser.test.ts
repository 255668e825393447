import { expect } from '@open-wc/testing';
import { AGENTS, FakeInboxClient, inboxConversation } from '../../testing/fake-inbox-client.ts';
import { inboxPart, inboxTexts, openRow, shownInbox, unmountInboxes } from '../../testing/mount-inbox.ts';
import { whenFocused } from '../../testing/when-focused.ts';
import { whenShown } from '../../testing/when-shown.ts';
import type { SupportInboxElement } from '../support-inbox.ts';
import type { InboxDeskElement } from './inbox-desk-element.ts';

function clientWithTexts(): FakeInboxClient {
  const client = new FakeInboxClient([inboxConversation(0, { agentId: 'self', agentName: 'Anna Petrou' })]);
  client.replies = [
    { shortcut: 'bill', text: 'Your bill comes on the first of the month.' },
    { shortcut: 'hello', text: 'Good day, how can I help?' },
  ];
  client.blocked = ['Rude Person', '', 'Loud Person'].map((name, index) => ({
    ...{ customerId: `rude-${index}`, name, blockedAt: new Date(Date.UTC(2026, 2, 3 - index)) },
    ...(name && { reference: `client-${index}` }),
  }));
  return client;
}

async function openDesk(inbox: SupportInboxElement, tab = 'texts'): Promise<InboxDeskElement> {
  inboxPart(inbox, '.set-up').click();
  const desk = await whenShown(inbox, (root) => root.querySelector<InboxDeskElement>('support-inbox-desk'));
  await whenShown(desk, (root) => root.querySelector('[role="tab"]'));
  inboxPart(desk, `#tab-${tab}`).click();
  await desk.updateComplete;
  return desk;
}

function fill(desk: InboxDeskElement, selector: string, value: string, type = 'input'): void {
  const field = inboxPart(desk, selector);
  if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement))
    throw new Error(`${selector} is no field`);
  field.value = value;
  field.dispatchEvent(new Event(type, { bubbles: true }));
}

const press = (target: EventTarget, key: string) =>
  target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true }),
  );

describe('<support-inbox> where the chat is set up', () => {
  beforeEach(() => localStorage.removeItem('wattlet-inbox-away'));
  afterEach(unmountInboxes);

  it('is loaded when it is opened, goes by the keyboard and leads back to where one came from', async () => {
    const inbox = await shownInbox(clientWithTexts());
    const pane = await openRow(inbox, 'conversation-0');
    const desk = await openDesk(inbox);
    expect(pane.checkVisibility()).to.equal(false);
    await whenFocused(desk, ({ id }) => id === 'tab-texts');
    press(inboxPart(desk, '#tab-texts'), 'ArrowRight');
    await whenFocused(desk, ({ id }) => id === 'tab-setup');
    press(inboxPart(desk, '#tab-setup'), 'ArrowLeft');
    press(inboxPart(desk, '#tab-texts'), 'ArrowLeft');
    await whenFocused(desk, ({ id }) => id === 'tab-blocked');
    press(inboxPart(desk, '#tab-blocked'), 'Escape');
    await whenShown(inbox, (root) => root.querySelector('support-inbox-desk') === null);
    expect(pane.checkVisibility()).to.equal(true);
    expect((inbox.renderRoot as ShadowRoot).activeElement?.className).to.equal('set-up');
  });

  it('adds a ready text, which is offered at once, and refuses what the server would', async () => {
    const client = clientWithTexts();
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-0');
    const desk = await openDesk(inbox);
    inboxPart(desk, '.add').click();
    await whenFocused(desk, (field) => field.getAttribute('name') === 'shortcut');
    const submit = () => inboxPart(desk, '.text-form button[type="submit"]').click();
    const problem = (words: string) => whenShown(desk, () => inboxTexts(desk, '[role="alert"]')[0] === words);
    fill(desk, 'input[name="shortcut"]', 'two words');
    submit();
    await problem('Shortcut: 1 to 32 letters, digits, - and _');
    fill(desk, 'input[name="shortcut"]', 'bill');
    submit();
    await problem('There is /bill already');
    fill(desk, 'input[name="shortcut"]', 'ρεύμα');
    submit();
    await problem('Text: 1 to 4,000 characters');
    fill(desk, 'textarea[name="text"]', 'The power is back.');
    submit();
    await whenFocused(desk, (field) => field.getAttribute('data-edit') === 'ρεύμα');
    expect(inboxTexts(desk, '.items strong')).to.deep.equal(['/bill', '/hello', '/ρεύμα']);
    inboxPart(desk, '.back').click();
    await whenShown(pane, () => pane.checkVisibility());
    const field = inboxPart(pane, 'textarea') as HTMLTextAreaElement;
    field.value = '/ρ';
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    await whenShown(pane, (root) => root.querySelector('[role="option"]'));
    expect(inboxTexts(pane, '[role="option"]')).to.deep.equal(['/ρεύμα The power is back.']);
  });

  it('changes a ready text under another shortcut, and deletes one only after asking', async () => {
    const client = clientWithTexts();
    const desk = await openDesk(await shownInbox(client));
    inboxPart(desk, '[data-edit="bill"]').click();
    await desk.updateComplete;
    fill(desk, 'input[name="shortcut"]', 'invoice');
    press(inboxPart(desk, 'input[name="shortcut"]'), 'Escape');
    await whenFocused(desk, (field) => field.getAttribute('data-edit') === 'bill');
    inboxPart(desk, '[data-edit="bill"]').click();
    await desk.updateComplete;
    expect((inboxPart(desk, 'input[name="shortcut"]') as HTMLInputElement).value).to.equal('bill');
    fill(desk, 'input[name="shortcut"]', 'invoice');
    inboxPart(desk, '.text-form button[type="submit"]').click();
    await whenShown(desk, () => inboxTexts(desk, '.items strong').join() === '/hello,/invoice');
    expect(client.done.slice(-4).filter((what) => what.includes('/'))).to.deep.equal([
      'save /invoice',
      'delete /bill',
    ]);
    inboxPart(desk, '[data-remove="hello"]').click();
    await whenFocused(desk, ({ classList }) => classList.contains('keep'));
    inboxPart(desk, '.sure .keep').click();
    await whenFocused(desk, (field) => field.getAttribute('data-remove') === 'hello');
    inboxPart(desk, '[data-remove="hello"]').click();
    await desk.updateComplete;
    inboxPart(desk, '.sure .danger').click();
    await whenShown(desk, () => inboxTexts(desk, '.items strong').join() === '/invoice');
  });

  it('says why a text could not be stored, and keeps what was written', async () => {
    const client = clientWithTexts();
    const desk = await openDesk(await shownInbox(client));
    inboxPart(desk, '.add').click();
    await desk.updateComplete;
    fill(desk, 'input[name="shortcut"]', 'new');
    fill(desk, 'textarea[name="text"]', 'New text');
    client.failWith(new Error('there are 500 canned replies already'));
    inboxPart(desk, '.text-form button[type="submit"]').click();
    await whenShown(desk, (root) => root.querySelector('[role="alert"]'));
    expect(inboxTexts(desk, '[role="alert"]')).to.deep.equal([
      'That could not be done: there are 500 canned replies already',
    ]);
    expect((inboxPart(desk, 'textarea') as HTMLTextAreaElement).value).to.equal('New text');
  });

  it('stores hours, holidays, the automatic reply and the rules of a site', async () => {
    const client = clientWithTexts();
    const desk = await openDesk(await shownInbox(client), 'setup');
    await whenShown(desk, (root) => root.querySelector('form'));
    expect(inboxTexts(desk, '.week')).to.deep.equal([]);
    fill(desk, 'input[name="time-zone"]', 'Europe/Bucharest');
    (inboxPart(desk, '.choice:nth-of-type(3) input') as HTMLInputElement).click();
    await whenShown(desk, (root) => root.querySelector('.week'));
    expect(inboxTexts(desk, '.day-name').slice(0, 2)).to.deep.equal(['Monday', 'Tuesday']);
    inboxPart(desk, '[aria-label="Add hours: Monday"]').click();
    await desk.updateComplete;
    inboxPart(desk, '[aria-label="Remove hours: Friday"]').click();
    inboxPart(desk, '.days + .quiet-button').click();
    await desk.updateComplete;
    fill(desk, 'input[type="date"]', '2026-12-25', 'change');
    fill(desk, 'textarea[name="away-reply"]', 'We are back soon.');
    (inboxPart(desk, 'input[name="anonymous"]') as HTMLInputElement).click();
    (inboxPart(desk, 'input[name="typingPreview"]') as HTMLInputElement).click();
    fill(desk, 'input[name="retention"]', '365');
    inboxPart(desk, 'button[type="submit"]').click();
    await whenShown(desk, () => inboxTexts(desk, '[role="status"]')[0] === 'Saved');
    const daytime = { fromMinute: 540, toMinute: 1020 };
    expect(client.settings).to.deep.equal({
      timeZone: 'Europe/Bucharest',
      openingHours: [
        { dayOfWeek: 1, ...daytime },
        { dayOfWeek: 1, fromMinute: 1080, toMinute: 1140 },
        ...[2, 3, 4].map((dayOfWeek) => ({ dayOfWeek, ...daytime })),
      ],
      exceptions: [{ date: '2026-12-25', fromMinute: 0, toMinute: 0 }],
      awayReply: 'We are back soon.',
      ...{ retentionDays: 365, anonymous: true, typingPreview: true },
    });
  });

  it('says that a time zone is none, in the reader’s words, and goes there', async () => {
    const client = clientWithTexts();
    const desk = await openDesk(await shownInbox(client), 'setup');
    await whenShown(desk, (root) => root.querySelector('form'));
    fill(desk, 'input[name="time-zone"]', 'Europe/Athen');
    inboxPart(desk, 'button[type="submit"]').click();
    await whenFocused(desk, (field) => field.getAttribute('name') === 'time-zone');
    expect(inboxTexts(desk, '.zone .bad')).to.deep.equal([
      'No time zone has this name; one is Europe/Athens',
    ]);
    fill(desk, 'input[name="time-zone"]', 'Europe/Athens');
    await whenShown(desk, (root) => root.querySelector('.zone .bad') === null);
  });

  it('says that the server is away without the words of the browser', async () => {
    const client = clientWithTexts();
    const desk = await openDesk(await shownInbox(client), 'setup');
    await whenShown(desk, (root) => root.querySelector('form'));
    const away = new Error('The server cannot be reached: Failed to fetch');
    client.failWith(Object.assign(away, { code: 'unavailable' }));
    inboxPart(desk, 'button[type="submit"]').click();
    await whenShown(desk, (root) => root.querySelector('[role="alert"]')?.textContent?.trim());
    expect(inboxTexts(desk, '[role="alert"]')).to.deep.equal([
      'That could not be stored: The server cannot be reached.',
    ]);
  });

  it('says what is wrong with hours, and goes there; what the server refuses it says, too', async () => {
    const client = clientWithTexts();
    client.settings = {
      ...client.settings,
      openingHours: [{ dayOfWeek: 2, fromMinute: 540, toMinute: 1020 }],
    };
    const desk = await openDesk(await shownInbox(client), 'setup');
    await whenShown(desk, (root) => root.querySelector('.week'));
    fill(desk, '[aria-label="Tuesday, to"]', '08:00', 'change');
    inboxPart(desk, 'button[type="submit"]').click();
    await whenFocused(desk, (field) => field.getAttribute('aria-label') === 'Tuesday, from');
    expect(inboxTexts(desk, '.week .bad')).to.deep.equal([
      'Hours end after they begin; over midnight they are two entries',
    ]);
    fill(desk, '[aria-label="Tuesday, to"]', '18:00', 'change');
    await whenShown(desk, (root) => root.querySelector('.week .bad') === null);
    client.failWith(new Error('"Europe/Atlantis" is no time zone'));
    inboxPart(desk, 'button[type="submit"]').click();
    await whenShown(desk, (root) => root.querySelector('.buttons [role="alert"]'));
    expect(inboxTexts(desk, '.buttons [role="alert"]')).to.deep.equal([
      'That could not be stored: "Europe/Atlantis" is no time zone',
    ]);
  });

  it('lets agents read the settings and administrators change them', async () => {
    const client = clientWithTexts();
    client.agents = AGENTS.map((agent) => ({ ...agent, isAdministrator: false }));
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-0');
    expect(pane.renderRoot.querySelector('.erase')).to.equal(null);
    const desk = await openDesk(inbox, 'setup');
    await whenShown(desk, (root) => root.querySelector('form'));
    expect(desk.renderRoot.querySelector('button[type="submit"]')).to.equal(null);
    expect(inboxPart(desk, 'input[name="retention"]').matches(':disabled')).to.equal(true);
    expect(desk.renderRoot.textContent).to.contain('Only administrators can change this.');
  });

  it('lists who is blocked page by page, and lets them write again', async () => {
    const client = clientWithTexts();
    const desk = await openDesk(await shownInbox(client), 'blocked');
    await whenShown(desk, (root) => root.querySelectorAll('.items li').length === 2);
    expect(inboxTexts(desk, '.words')).to.deep.equal([
      'Rude Person client-0 · since 3 Mar 2026',
      'Visitor Visitor · since 2 Mar 2026',
    ]);
    inboxPart(desk, '.view > .quiet-button').click();
    await whenShown(desk, (root) => root.querySelectorAll('.items li').length === 3);
    inboxPart(desk, '[aria-label="Unblock Rude Person"]').click();
    await whenFocused(desk, ({ id }) => id === 'tab-blocked');
    expect(client.done.at(-1)).to.equal('unblock rude-0');
    expect(inboxTexts(desk, '.items strong')).to.deep.equal(['Visitor', 'Loud Person']);
  });

  it('erases a customer only after asking, and closes what was theirs', async () => {
    const client = clientWithTexts();
    const inbox = await shownInbox(client);
    const pane = await openRow(inbox, 'conversation-0');
    const ask = async () => {
      (await whenShown(pane, (root) => root.querySelector<HTMLElement>('.erase'))).click();
      await whenFocused(pane, ({ classList }) => classList.contains('keep'));
    };
    await ask();
    expect(inboxTexts(pane, '#erasure')[0]).to.match(/^Erase every conversation of Maria Georgiou/);
    press(inboxPart(pane, '.erasure .keep'), 'Escape');
    await whenFocused(pane, ({ classList }) => classList.contains('erase'));
    expect(client.done).to.not.include('erase customer-0');
    await ask();
    inboxPart(pane, '.erasure .danger').click();
    await whenShown(inbox, (root) => root.querySelector('support-inbox-conversation') === null);
    expect(client.done).to.include('erase customer-0');
    await whenShown(inbox, () =>
      inboxTexts(inbox, '[aria-live="polite"]').includes('The conversations of Maria Georgiou are erased'),
    );
  });

  for (const theme of ['light', 'dark'] as const) {
    for (const width of [360, 1200]) {
      it(`is accessible and fits into ${width} px, in the ${theme} theme`, async () => {
        const client = clientWithTexts();
        client.settings = {
          ...client.settings,
          openingHours: [
            { dayOfWeek: 1, fromMinute: 540, toMinute: 720 },
            { dayOfWeek: 1, fromMinute: 780, toMinute: 1020 },
          ],
          exceptions: [
            { date: '2026-12-24', fromMinute: 540, toMinute: 720 },
            { date: '2026-12-25', fromMinute: 0, toMinute: 0 },
          ],
        };
        const inbox = await shownInbox(client, { theme }, width);
        const desk = await openDesk(inbox);
        inboxPart(desk, '[data-edit="hello"]').click();
        await desk.updateComplete;
        const check = async () => {
          expect(inboxPart(desk, '.view').scrollWidth).to.be.at.most(inboxPart(desk, '.view').clientWidth);
          await expect(inbox).to.be.accessible();
        };
        await check();
        inboxPart(desk, '#tab-setup').click();
        await whenShown(desk, (root) => root.querySelector('.week'));
        await check();
        inboxPart(desk, '#tab-blocked').click();
        await whenShown(desk, (root) => root.querySelector('.items li'));
        await check();
      });
    }
  }

  for (const [lang, title] of [
    ['de', 'Einrichten'],
    ['el', 'Ρυθμίσεις'],
    ['ro', 'Configurare'],
  ] as const) {
    it(`speaks ${lang}`, async () => {
      const desk = await openDesk(await shownInbox(clientWithTexts(), { lang }), 'setup');
      await whenShown(desk, () => inboxTexts(desk, 'h3')[0] === title);
      await whenShown(desk, (root) => root.querySelector('form'));
      expect(desk.renderRoot.textContent).to.not.match(/Ready|Always|Closed|Visitors|Save|Days/);
    });
  }
});
