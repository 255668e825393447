import { expect, nextFrame } from '@open-wc/testing';
import { alertOf, FakeAlertsClient } from '../testing/fake-alerts-client.ts';
import { alertsPart, mountAlerts, shownAlerts, textsOf, unmountAlerts } from '../testing/mount-alerts.ts';
import { nextEvent } from '../testing/mount-chart.ts';
import { whenShown } from '../testing/when-shown.ts';
import { AlertAcknowledgedEvent, AlertFiredEvent, AlertSelectEvent } from './energy-alerts.ts';

describe('<energy-alerts>', () => {
  beforeEach(() => localStorage.removeItem('wattlet-alerts'));
  afterEach(unmountAlerts);

  it('says of each alert which meter, in what state, how far over, and when by the meter’s clock', async () => {
    const element = await shownAlerts(
      new FakeAlertsClient([
        alertOf(0),
        alertOf(1, { state: 'pending', peakWattHours: 4300, wattHours: 4300 }),
      ]),
    );
    expect(textsOf(element, '.row')).to.deep.equal([
      'Workshop Close to the limit 4.3 kWh of 5 kWh Tue 3 Mar, 15:00–16:00 EET',
      'Heat pump Over the limit 1.3 kWh over 5 kWh Tue 3 Mar, 14:00–15:00 EET',
    ]);
  });

  /** A list with two meters, once it shows how their current hour stands. */
  async function shownHeadroom() {
    const client = new FakeAlertsClient([alertOf(0)]);
    const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
    const meter = { meterId: 'm', meterName: 'Car', hour, limitWattHours: 5000, asOf: hour };
    client.meters = [
      { ...meter, wattHours: 800 },
      { ...meter, wattHours: 5040 },
    ];
    const element = await shownAlerts(client);
    await whenShown(element, (root) => root.querySelector('.headroom'));
    return { client, element };
  }

  it('tells what is left of the current hour', async () => {
    const { element } = await shownHeadroom();
    expect(textsOf(element, '.left')).to.deep.equal(['4.2 kWh left this hour', '40 Wh over this hour']);
  });

  it('says nothing more of what has happened to somebody else’s meters', async () => {
    const client = new FakeAlertsClient([alertOf(0)]);
    const element = await shownAlerts(client);
    client.change(alertOf(4));
    await whenShown(element, (root) => root.querySelector('.toast'));
    element.client = new FakeAlertsClient([]);
    await whenShown(element, (root) => root.querySelector('[part="empty"]'));
    expect(textsOf(element, '.toast')).to.deep.equal([]);
    expect(textsOf(element, '[aria-live="assertive"]')).to.deep.equal(['']);
  });

  it('notes nothing of an alert that was marked as seen for somebody who has gone', async () => {
    const client = new FakeAlertsClient([alertOf(0)]);
    const element = await shownAlerts(client);
    const { promise, reject } = Promise.withResolvers<never>();
    client.alerts.acknowledge = () => promise;
    alertsPart(element, '.row + button').click();
    await element.updateComplete;
    element.client = new FakeAlertsClient([alertOf(1)]);
    await whenShown(element, () => textsOf(element, '.row').some((row) => row.startsWith('Workshop')));
    const errors: Event[] = [];
    element.addEventListener('error', (event) => errors.push(event));
    reject(new Error('Gone.'));
    await nextFrame();
    expect(errors).to.deep.equal([]);
    expect(textsOf(element, '.tools [role="alert"]')).to.deep.equal([]);
  });

  it('shows no meter any more once nobody is signed in', async () => {
    const { client, element } = await shownHeadroom();
    client.refuse(Object.assign(new Error('Who?'), { code: 'unauthenticated' }));
    await whenShown(element, (root) => root.querySelector('[part="error"]'));
    expect(textsOf(element, '.headroom')).to.deep.equal([]);
  });

  it('forgets the current hour when it is refused, not when it cannot be told for a while', async () => {
    const { client, element } = await shownHeadroom();
    /** Asked again, the client answers with this. */
    const ask = async (error: Error) => {
      const { promise, resolve } = Promise.withResolvers<void>();
      client.failWith(error);
      const { headroom } = client.alerts;
      client.alerts.headroom = (request) => headroom(request).finally(resolve);
      document.dispatchEvent(new Event('visibilitychange'));
      await promise;
      await nextFrame();
    };
    await ask(Object.assign(new Error('Gone.'), { code: 'unavailable', retryable: true }));
    expect(textsOf(element, '.left').length).to.equal(2);
    await ask(Object.assign(new Error('Not yours.'), { code: 'permission_denied', retryable: false }));
    expect(textsOf(element, '.left')).to.deep.equal([]);
    expect(textsOf(element, '.row').length).to.equal(1);
  });

  it('tells of an alert that fires: event, toast, assertive words, and a number that looking takes away', async () => {
    const client = new FakeAlertsClient([alertOf(0, { state: 'resolved' })]);
    const element = mountAlerts(client);
    await whenShown(element, (root) => root.querySelector('[part="empty"]'));
    expect(element.unseenCount).to.equal(0);
    const fired = nextEvent(element, 'alert-fired');
    client.change(alertOf(4));
    const event = await fired;
    expect(event).to.be.instanceOf(AlertFiredEvent);
    expect(event.bubbles).to.equal(false);
    await element.updateComplete;
    const words = 'Workshop: Over the limit, 1.3 kWh over 5 kWh';
    expect(textsOf(element, '.toast span')).to.deep.equal([words]);
    expect(textsOf(element, '[aria-live="assertive"]')).to.deep.equal([words]);
    expect(textsOf(element, '[aria-live="polite"]')).to.deep.equal(['']);
    expect(textsOf(element, '.unseen')).to.deep.equal(['1 new']);
    // As a press of it begins.
    alertsPart(element, '.unseen').focus();
    await element.updateComplete;
    expect(textsOf(element, '.unseen')).to.deep.equal(['1 new']);
    alertsPart(element, '.unseen').click();
    await element.updateComplete;
    expect(element.unseenCount).to.equal(0);
    expect(element.shadowRoot?.activeElement?.closest('li')?.dataset['index']).to.equal('0');
  });

  it('says a warning politely, and the same alert anew when it fires, but not when it only grows', async () => {
    const client = new FakeAlertsClient([alertOf(0)]);
    const element = await shownAlerts(client);
    client.change(alertOf(1, { state: 'pending', sequence: 10, peakWattHours: 4300, wattHours: 4300 }));
    await whenShown(element, (root) => root.querySelector('[aria-live="polite"]')?.textContent);
    expect(textsOf(element, '[aria-live="assertive"]')).to.deep.equal(['']);
    const events: Event[] = [];
    element.addEventListener('alert-fired', (event) => events.push(event));
    client.change(alertOf(1, { sequence: 11 }));
    await whenShown(element, (root) => root.querySelector('[aria-live="assertive"]')?.textContent);
    client.change(alertOf(1, { sequence: 12, peakWattHours: 7000 }));
    await whenShown(element, (root) => root.querySelector('.amount')?.textContent?.includes('2'));
    expect(events.length).to.equal(1);
  });

  it('marks an alert as seen, once, and says so', async () => {
    const client = new FakeAlertsClient([alertOf(0)]);
    const element = await shownAlerts(client);
    const events: Event[] = [];
    element.addEventListener('alert-acknowledged', (event) => events.push(event));
    alertsPart(element, 'li .quiet').click();
    await whenShown(element, (root) => root.querySelector('li[data-state="acknowledged"]'));
    expect(client.acknowledged).to.deep.equal(['alert-0']);
    client.change(alertOf(0, { state: 'acknowledged', acknowledgedBy: 'Maria', sequence: 2 }));
    await element.updateComplete;
    expect(events.length).to.equal(1);
    expect(events[0]).to.be.instanceOf(AlertAcknowledgedEvent);
    expect(textsOf(element, '.time')[0]).to.contain('seen by Maria');
  });

  it('marks an alert as seen whose button is pressed as soon as it is there', async () => {
    const client = new FakeAlertsClient([alertOf(0)]);
    const element = mountAlerts(client);
    await whenShown(element, (root) => root.querySelector('li .quiet'));
    alertsPart(element, 'li .quiet').click();
    await whenShown(element, (root) => root.querySelector('li[data-state="acknowledged"]'));
    expect(client.acknowledged).to.deep.equal(['alert-0']);
  });

  it('leaves the focus on its alert, and the place of the Tab key, while others come and go', async () => {
    const client = new FakeAlertsClient([alertOf(0), alertOf(1), alertOf(2)]);
    const element = await shownAlerts(client);
    const button = element.renderRoot.querySelectorAll<HTMLElement>('.row')[1];
    button?.focus();
    client.change(alertOf(3));
    await whenShown(element, (root) => root.querySelector('li[data-index="3"]'));
    client.change(alertOf(0, { state: 'resolved', sequence: 10 }));
    await whenShown(element, (root) => !root.querySelector('li[data-index="3"]'));
    expect(element.shadowRoot?.activeElement === button).to.equal(true);
    expect(button?.tabIndex).to.equal(0);
    expect(button?.closest('li')?.dataset['index']).to.equal('2');
  });

  it('goes on where an alert was that is gone, and by the filter after the last', async () => {
    const client = new FakeAlertsClient([alertOf(0), alertOf(1), alertOf(2)]);
    const element = await shownAlerts(client);
    const focused = () => element.shadowRoot?.activeElement?.textContent?.trim() ?? '';
    element.renderRoot.querySelectorAll<HTMLElement>('.row')[1]?.focus();
    for (const [number, next] of [
      [1, 'Heat pump'],
      [0, 'Car'],
      [2, 'Open'],
    ] as const) {
      client.change(alertOf(number, { state: 'resolved', sequence: 10 + number }));
      await whenShown(element, () => focused().startsWith(next));
    }
  });

  it('leaves the focus on the button while an alert is marked as seen, once, and on its row afterwards', async () => {
    const client = new FakeAlertsClient([alertOf(0), alertOf(1), alertOf(2)]);
    const element = await shownAlerts(client);
    const { acknowledge } = client.alerts;
    const answer = Promise.withResolvers<void>();
    client.alerts.acknowledge = async (...call) => {
      await answer.promise;
      return acknowledge(...call);
    };
    const button = alertsPart(element, 'li[data-index="1"] .quiet');
    button.focus();
    button.click();
    await element.updateComplete;
    button.click();
    expect(button.ariaDisabled).to.equal('true');
    expect(element.shadowRoot?.activeElement === button).to.equal(true);
    answer.resolve();
    await whenShown(element, (root) => root.querySelector('li[data-state="acknowledged"]'));
    const row = alertsPart(element, 'li[data-index="1"] .row');
    expect(element.shadowRoot?.activeElement === row).to.equal(true);
    expect(client.acknowledged).to.deep.equal(['alert-1']);
  });

  it('says when it could not be marked, and lets try again', async () => {
    const client = new FakeAlertsClient([alertOf(0)]);
    const element = await shownAlerts(client);
    client.failWith(new Error('no way'));
    const failed = nextEvent(element, 'error');
    alertsPart(element, 'li .quiet').click();
    await failed;
    await whenShown(element, (root) => root.querySelector('[role="alert"]'));
    expect(alertsPart(element, 'li .quiet').ariaDisabled).to.equal('false');
  });

  it('tells the page which alert was picked', async () => {
    const element = await shownAlerts(new FakeAlertsClient([alertOf(0)]));
    const picked = nextEvent(element, 'alert-select');
    alertsPart(element, '.row').click();
    const event = await picked;
    expect(event instanceof AlertSelectEvent && event.alert.hour?.toISOString()).to.equal(
      '2026-03-03T12:00:00.000Z',
    );
  });

  it('lists what is open, past, or all', async () => {
    const element = await shownAlerts(new FakeAlertsClient([alertOf(0), alertOf(1, { state: 'resolved' })]));
    expect(textsOf(element, '.meter')).to.deep.equal(['Heat pump']);
    const [, all, past] = element.renderRoot.querySelectorAll<HTMLElement>('.group button');
    past?.click();
    await element.updateComplete;
    expect(textsOf(element, '.meter')).to.deep.equal(['Workshop']);
    all?.click();
    await element.updateComplete;
    expect(textsOf(element, '.meter')).to.deep.equal(['Workshop', 'Heat pump']);
  });

  it('does not say that there was no alert where one is open, and covers no button with a toast', async () => {
    const client = new FakeAlertsClient([alertOf(0)]);
    const element = await shownAlerts(client);
    element.filter = 'resolved';
    const empty = await whenShown(element, (root) => root.querySelector('[part="empty"]'));
    expect(empty.textContent).to.contain('No alert is over yet');
    element.filter = 'open';
    client.change(alertOf(1, { sequence: 10 }));
    const toast = await whenShown(element, (root) => root.querySelector('.toast'));
    const { bottom } = toast.getBoundingClientRect();
    for (const button of element.renderRoot.querySelectorAll('.list button')) {
      expect(button.getBoundingClientRect().top).to.be.at.least(bottom);
    }
  });

  it('walks through the rows by arrow keys, with one place for the Tab key', async () => {
    const element = await shownAlerts(new FakeAlertsClient([0, 1, 2].map((number) => alertOf(number))));
    const rows = () => [...element.renderRoot.querySelectorAll<HTMLElement>('.row')];
    rows()[0]?.focus();
    for (const [key, index] of [
      ['ArrowDown', 1],
      ['End', 2],
      ['ArrowDown', 2],
      ['Home', 0],
    ] as const) {
      element.shadowRoot?.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }));
      await element.updateComplete;
      await element.updateComplete;
      expect(element.shadowRoot?.activeElement).to.equal(rows()[index]);
      expect(rows().filter(({ tabIndex }) => tabIndex === 0)).to.deep.equal([rows()[index]]);
    }
  });

  it('renders of a thousand alerts only what is seen, wherever that is', async () => {
    const many = Array.from({ length: 1000 }, (_, number) => alertOf(number));
    const element = await shownAlerts(new FakeAlertsClient(many));
    await element.updateComplete;
    const count = () => element.renderRoot.querySelectorAll('li[data-index]').length;
    expect(count()).to.be.below(40);
    const scroller = alertsPart(element, '.scroll');
    scroller.scrollTop = scroller.scrollHeight;
    await whenShown(element, (root) => root.querySelector('li[data-index="999"]'));
    expect(count()).to.be.below(40);
    alertsPart(element, 'li[data-index="999"] .row').focus();
    element.shadowRoot?.activeElement?.dispatchEvent(
      new KeyboardEvent('keydown', { key: 'Home', bubbles: true }),
    );
    await whenShown(element, (root) => root.querySelector('li[data-index="0"]'));
    await element.updateComplete;
    expect(element.shadowRoot?.activeElement?.closest('li')?.dataset['index']).to.equal('0');
  });

  it('gives all rows of a long list the same height, whether they have a button or not', async () => {
    const states = ['firing', 'resolved', 'acknowledged'] as const;
    const many = Array.from({ length: 300 }, (_, i) => alertOf(i, { state: states[i % 3] ?? 'firing' }));
    for (const width of [240, 320, 640]) {
      const element = await shownAlerts(new FakeAlertsClient(many), { filter: 'all' }, width);
      const rows = [...element.renderRoot.querySelectorAll<HTMLElement>('li[data-index]')];
      expect(new Set(rows.map(({ offsetHeight }) => offsetHeight)).size, `${width} px`).to.equal(1);
    }
  });

  it('asks for nothing beyond the page until it is turned on, and remembers that', async () => {
    const element = await shownAlerts(new FakeAlertsClient([alertOf(0)]));
    const sound = () => element.renderRoot.querySelectorAll<HTMLElement>('.group:nth-of-type(2) button')[1];
    expect(sound()?.ariaPressed).to.equal('false');
    sound()?.click();
    await element.updateComplete;
    expect(sound()?.ariaPressed).to.equal('true');
    expect(localStorage.getItem('wattlet-alerts')).to.equal('{"notify":false,"sound":true}');
    unmountAlerts();
    const again = await shownAlerts(new FakeAlertsClient([alertOf(0)]));
    expect(again.renderRoot.querySelectorAll('[aria-pressed="true"]').length).to.equal(2);
  });

  for (const [code, text] of [
    ['unauthenticated', 'Sign in to see alerts'],
    ['permission_denied', 'You may not see these alerts'],
    ['failed_precondition', 'The subscription has ended'],
    ['unavailable', 'The data could not be loaded'],
  ]) {
    it(`says what is wrong when it fails with ${code}, and tries again`, async () => {
      const client = new FakeAlertsClient([alertOf(0)]);
      client.failWith(Object.assign(new Error('Why.'), { code }));
      const element = mountAlerts(client);
      await whenShown(element, (root) => root.querySelector('[part="error"]'));
      expect(textsOf(element, '[part="error"] strong')).to.deep.equal([text]);
      client.failWith(undefined);
      alertsPart(element, '[part="error"] button').click();
      await whenShown(element, (root) => root.querySelector('.list'));
    });
  }

  it('comes by itself once the server that was down at first is back', async () => {
    const client = new FakeAlertsClient([alertOf(0)]);
    client.failWith(Object.assign(new Error('Why.'), { retryable: true }));
    const element = mountAlerts(client);
    await whenShown(element, (root) => root.querySelector('[part="error"]'));
    client.failWith(undefined);
    window.dispatchEvent(new Event('online'));
    await whenShown(element, (root) => root.querySelector('.list'));
  });

  it('says since when it reconnects', async () => {
    const client = new FakeAlertsClient([alertOf(0)]);
    const element = await shownAlerts(client);
    client.setStatus({ state: 'reconnecting', since: new Date(2026, 2, 3, 14, 5).getTime() });
    await element.updateComplete;
    expect(textsOf(element, '.badge').join()).to.match(/^Reconnecting since 14:05 \S+$/);
  });

  it('lets go of everything when it is removed', async () => {
    const client = new FakeAlertsClient([alertOf(0)]);
    await shownAlerts(client);
    unmountAlerts();
    expect(client.openWatches).to.equal(0);
    expect(client.statusListeners).to.equal(0);
  });
});
