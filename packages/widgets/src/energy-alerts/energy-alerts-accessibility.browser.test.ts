import { expect } from '@open-wc/testing';
import { emulateMedia } from '@web/test-runner-commands';
import { alertOf, FakeAlertsClient } from '../testing/fake-alerts-client.ts';
import { mountAlerts, shownAlerts, unmountAlerts } from '../testing/mount-alerts.ts';
import { whenShown } from '../testing/when-shown.ts';

const STATES = ['pending', 'firing', 'acknowledged', 'resolved'] as const;

describe('<energy-alerts> is accessible', () => {
  afterEach(unmountAlerts);

  for (const theme of ['light', 'dark'] as const) {
    it(`with alerts of every kind and a toast, in the ${theme} theme`, async () => {
      const client = new FakeAlertsClient(STATES.map((state, number) => alertOf(number, { state })));
      const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
      client.meters = [{ meterId: 'm', meterName: 'Car', hour, wattHours: 10, limitWattHours: 5000 }];
      const element = await shownAlerts(client, { theme, filter: 'all' });
      client.change(alertOf(9), alertOf(10, { rule: 'no-data' }));
      await whenShown(element, (root) => root.querySelector('.toast'));
      await expect(element).to.be.accessible();
    });

    it(`with a thousand alerts on a phone, in the ${theme} theme`, async () => {
      const many = Array.from({ length: 1000 }, (_, number) => alertOf(number));
      await expect(await shownAlerts(new FakeAlertsClient(many), { theme }, 320)).to.be.accessible();
    });

    it(`while it waits, when it is empty and when it has failed, in the ${theme} theme`, async () => {
      const waiting = new FakeAlertsClient();
      waiting.hang();
      const first = mountAlerts(waiting, { theme });
      await first.updateComplete;
      await expect(first).to.be.accessible();
      unmountAlerts();
      const empty = mountAlerts(new FakeAlertsClient(), { theme });
      await whenShown(empty, (root) => root.querySelector('[part="empty"]'));
      await expect(empty).to.be.accessible();
      unmountAlerts();
      const failing = new FakeAlertsClient();
      failing.failWith(new Error('The server cannot be reached'));
      const failed = mountAlerts(failing, { theme });
      await whenShown(failed, (root) => root.querySelector('[part="error"]'));
      await expect(failed).to.be.accessible();
    });
  }

  it('prints dark on white, whatever the theme', async () => {
    const element = await shownAlerts(new FakeAlertsClient([alertOf(0)]), { theme: 'dark' });
    await emulateMedia({ media: 'print' });
    const isOnPaper = () => getComputedStyle(element).color === 'rgb(15, 23, 42)' || undefined;
    await whenShown(element, isOnPaper);
    expect(getComputedStyle(element).backgroundColor).to.equal('rgb(255, 255, 255)');
    await emulateMedia({ media: 'screen' });
  });
});
