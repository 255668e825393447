import { alertOf, FakeAlertsClient } from './fake-alerts-client.ts';
import { FakeClient } from './fake-client.ts';
import { shownAlerts } from './mount-alerts.ts';
import { mountChart } from './mount-chart.ts';
import { whenShown } from './when-shown.ts';

// Runs inside a page with a strict policy and tells the page around it what the policy had to say.
const violations: string[] = [];
document.addEventListener(
  'securitypolicyviolation',
  ({ violatedDirective, sourceFile, lineNumber, sample }) => {
    violations.push(`${violatedDirective} at ${sourceFile}:${lineNumber} ${sample}`);
  },
);

const client = new FakeAlertsClient(Array.from({ length: 300 }, (_, number) => alertOf(number)));
const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
client.meters = [{ meterId: 'm', meterName: 'Car', hour, wattHours: 800, limitWattHours: 5000, asOf: hour }];
const alerts = await shownAlerts(client);
client.change(alertOf(400));
await whenShown(alerts, (root) => root.querySelector('.toast') && root.querySelector('.headroom'));

const values = [
  {
    from: hour,
    to: new Date(hour.getTime() + 3_600_000),
    wattHours: 6000,
    coverage: 1,
    aboveLimitWattHours: 1000,
  },
];
const consumption = { meter: { name: 'Car', timeZone: 'UTC', hourlyLimitWattHours: 5000 }, values };
const chart = mountChart(new FakeClient({}), { consumption, controls: true });
const meter = await whenShown(chart, (root) => {
  const part = root.querySelector('energy-chart-meter');
  return part?.shadowRoot ? { renderRoot: part.shadowRoot } : undefined;
});
const surface = await whenShown(meter, (root) => root.querySelector('.surface'));
surface.dispatchEvent(new KeyboardEvent('keydown', { key: 'End' }));
await whenShown(meter, (root) => root.querySelector('.tooltip'));
chart.table = true;
await whenShown(meter, (root) => root.querySelector('table.data'));
// A page that asks for it breaks the policy, to show that it is watched.
if (document.body.dataset['broken'] !== undefined) document.body.setAttribute('style', 'color: red');

// Violations are told in tasks of their own: one that is queued after them comes after them.
const told = new MessageChannel();
told.port1.onmessage = () => window.parent.postMessage({ violations }, window.origin);
told.port2.postMessage('done');
