import { expect, waitUntil } from '@open-wc/testing';
import { ChatApi } from '@wattlet/sdk/chat';
import { EnergyAlertsElement } from '../energy-alerts/energy-alerts.ts';
import { EnergyChartElement } from '../energy-chart/energy-chart.ts';
import { EnergyMapElement } from '../energy-map/energy-map.ts';
import { SupportChatElement } from '../support-chat/support-chat.ts';
import { SupportInboxElement } from '../support-inbox/support-inbox.ts';
import { TokenServer, tokenOf, wireField } from '../testing/token-server.ts';
import { whenShown } from '../testing/when-shown.ts';
import { writeMessage } from '../testing/write-message.ts';
import { provideTokens } from './provide-tokens.ts';
import { sharedConnection } from './shared-connection.ts';

/** One alert, of a meter that is named after who asks. */
const alertsOf = (who: string) => [
  ...wireField(1, [
    ...[...wireField(1, 'alert'), ...wireField(2, 'meter'), ...wireField(3, `${who}’s meter`)],
    // The rule and the state, when it began, and the zone.
    ...[0x20, 1, 0x28, 2, ...wireField(7, []), ...wireField(18, 'UTC')],
  ]),
  ...wireField(3, []),
];

/** No conversation yet, of whoever asks; for agents from this cursor on, and in no number. */
const conversationsOf = (who: string) => [...wireField(3, []), ...wireField(4, []), ...wireField(5, who)];

const agentsOf = (who: string) => [
  ...wireField(1, [...wireField(1, who), ...wireField(2, who)]),
  ...wireField(2, who),
];

describe('provideTokens', () => {
  let server: TokenServer;
  let address: string;
  /** While it is set nobody is answered. */
  let silence: Promise<void> | undefined;

  beforeEach(() => {
    localStorage.clear();
    // Elements of one server share what they know of it.
    address = `https://${crypto.randomUUID()}.example`;
    const slowly = (answer: (who: string) => readonly number[]) => async (who: string) => {
      await silence;
      return answer(who);
    };
    server = new TokenServer({
      ListAlerts: slowly(alertsOf),
      ListConversations: slowly(conversationsOf),
      ListAgents: slowly(agentsOf),
    });
  });
  afterEach(() => {
    for (const element of document.querySelectorAll(
      'energy-alerts, energy-chart, energy-map, support-chat, support-inbox',
    ))
      element.remove();
    server.close();
    silence = undefined;
  });

  const signIn = (who: string) => provideTokens(address, () => tokenOf(who));
  function mount<T extends HTMLElement>(element: T, attributes: object = {}): T {
    const inline = element instanceof SupportChatElement && { inline: true };
    Object.assign(element, { server: address, lang: 'en-GB', ...inline, ...attributes });
    document.body.append(element);
    return element;
  }
  const text = (root: ParentNode) => root.textContent ?? '';
  const shows = (element: EnergyAlertsElement, who: string) =>
    whenShown(element, (root) => text(root).includes(`${who}’s meter`));

  it('takes effect at once when it is called again, also where the last token would go on', async () => {
    signIn('maria');
    const chat = new ChatApi(sharedConnection(address));
    await chat.list();
    await chat.list();
    provideTokens('https://another.example', () => tokenOf('eleni'));
    await chat.list();
    provideTokens(`${address}/`, () => tokenOf('nikos'));
    await chat.list();
    expect(server.calls).to.deep.equal(
      ['maria', 'maria', 'maria', 'nikos'].map((who) => `${who}: ListConversations`),
    );
  });

  it('has elements begin that were there before anybody had signed in', async () => {
    const alerts = mount(new EnergyAlertsElement());
    const chat = mount(new SupportChatElement());
    const inbox = mount(new SupportInboxElement());
    const all = [alerts, chat, inbox];
    await Promise.all(all.map((one) => whenShown(one, (root) => root.querySelector('[part="error"]'))));
    signIn('maria');
    await shows(alerts, 'maria');
    await whenShown(chat, (root) => root.querySelector('.composer'));
    await whenShown(inbox, (root) => root.querySelector('.side [part="empty"]'));
    for (const one of all) expect(one.renderRoot.querySelectorAll('[part="error"]').length).to.equal(0);
  });

  it('has a chart, a meter and a map begin that said that nobody was signed in', async () => {
    const all = [
      mount(new EnergyChartElement(), { area: 'GR' }),
      mount(new EnergyChartElement(), { meter: 'meter' }),
      mount(new EnergyMapElement()),
    ];
    const refused = ['ListAreas', 'GetConsumption'].map((method) => `nobody: ${method}`);
    const isAsked = (calls: readonly string[]) => calls.every((call) => server.calls.includes(call));
    await Promise.all(
      all.map((one) => new Promise((resolve) => one.addEventListener('error', resolve, { once: true }))),
    );
    expect(isAsked(refused)).to.equal(true);
    server.calls.length = 0;
    signIn('maria');
    await waitUntil(() => isAsked(['maria: ListAreas', 'maria: GetConsumption']));
    await waitUntil(() => server.calls.filter((call) => call === 'maria: ListAreas').length > 1);
  });

  it('leaves nothing of the former person, and one stream, which is the next one’s', async () => {
    signIn('maria');
    const alerts = mount(new EnergyAlertsElement());
    const inbox = mount(new SupportInboxElement());
    await shows(alerts, 'maria');
    await whenShown(inbox, (root) => root.querySelector('.side [part="empty"]'));
    await whenShown(alerts, () => server.streams.length > 0);
    const { promise, resolve } = Promise.withResolvers<void>();
    silence = promise;
    signIn('nikos');
    await Promise.all([alerts.updateComplete, inbox.updateComplete]);
    expect(text(alerts.renderRoot)).not.to.contain('maria');
    expect(inbox.renderRoot.querySelectorAll('.side [part="empty"]').length).to.equal(0);
    resolve();
    await shows(alerts, 'nikos');
    await whenShown(alerts, () => server.streams.includes('nikos'));
    expect(server.streams).to.deep.equal(['nikos']);
  });

  it('goes from somebody to nobody and to the next', async () => {
    signIn('maria');
    const alerts = mount(new EnergyAlertsElement());
    await shows(alerts, 'maria');
    provideTokens(address, () => undefined);
    await whenShown(alerts, (root) => root.querySelector('[part="error"]'));
    expect(text(alerts.renderRoot)).not.to.contain('maria');
    signIn('nikos');
    await shows(alerts, 'nikos');
  });

  it('shows nothing that is still answered to the former person', async () => {
    const { promise, resolve } = Promise.withResolvers<void>();
    silence = promise;
    signIn('maria');
    const alerts = mount(new EnergyAlertsElement());
    await whenShown(alerts, () => server.calls.includes('maria: ListAlerts'));
    silence = undefined;
    signIn('nikos');
    resolve();
    await shows(alerts, 'nikos');
    expect(text(alerts.renderRoot)).not.to.contain('maria');
  });

  it('has an element that was not on the page meanwhile begin when it is again', async () => {
    signIn('maria');
    const alerts = mount(new EnergyAlertsElement());
    await shows(alerts, 'maria');
    alerts.remove();
    await alerts.updateComplete;
    const { promise, resolve } = Promise.withResolvers<void>();
    silence = promise;
    signIn('nikos');
    document.body.append(alerts);
    await alerts.updateComplete;
    expect(text(alerts.renderRoot)).not.to.contain('maria');
    resolve();
    await shows(alerts, 'nikos');
  });

  it('sends what the next one writes as theirs, also in a chat that the former one has not begun', async () => {
    const chat = mount(new SupportChatElement());
    signIn('maria');
    await whenShown(chat, (root) => root.querySelector('.composer'));
    signIn('nikos');
    await chat.updateComplete;
    expect(chat.renderRoot.querySelectorAll('textarea').length).to.equal(0);
    await whenShown(chat, (root) => root.querySelector('textarea'));
    await writeMessage(chat, 'I am Nikos');
    await whenShown(chat, () => server.calls.some((call) => call.endsWith('OpenConversation')));
    expect(server.calls).to.include('nikos: OpenConversation');
    const kept = Object.entries({ ...localStorage }).filter(([, value]) => value.includes('I am Nikos'));
    expect(kept.map(([name]) => name.includes('nikos'))).to.deep.equal([true]);
  });
});
