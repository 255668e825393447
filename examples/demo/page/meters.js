import '/widgets/energy-alerts.js';
import { provideTokens } from '/widgets/energy-chart.js';

const HOUR_MS = 3_600_000;
/** Days of which there are the load of countries and readings of the meters. */
const WITH_LOAD = { from: '2022-01-01', to: '2022-01-03' };

const section = document.querySelector('#my-meters');
const alerts = section.querySelector('energy-alerts');
const chart = section.querySelector('#meter-chart');
const picker = section.querySelector('#meter');
const beside = section.querySelector('#beside');
const fired = document.querySelector('#fired');
let country = '';
/** The hour that was opened last; undefined where another meter was picked since. */
let openedHour;

/** As a portal asks its own backend; without a token the page goes on with what everybody may see. */
async function getToken() {
  const answer = await fetch('/demo/customer-token', { method: 'POST' });
  return answer.ok ? answer.text() : undefined;
}

/** Shows the section if the page may be the demo customer. */
export async function showMeters() {
  const token = await getToken();
  if (!token) return;
  const answer = await fetch('/wattlet.v1.MeterService/ListMeters', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: '{}',
  });
  const { meters = [] } = await answer.json();
  if (meters.length === 0) return;
  picker.replaceChildren(...meters.map(({ meterId, name }) => new Option(name, meterId)));
  chart.meter = picker.value;
  section.hidden = false;
}

/** Whose load the consumption is compared with. */
export function besideCountry(area, name) {
  country = area;
  document.querySelector('#beside-country').textContent = name;
  if (beside.checked) chart.area = area;
}

function compare(isCompared) {
  beside.checked = isCompared;
  chart.area = isCompared ? country : '';
  chart.from = isCompared ? WITH_LOAD.from : '';
  chart.to = isCompared ? WITH_LOAD.to : '';
}

/** Opens the chart of a meter at an hour, with what lies around it; as it is now where no hour is said. */
export function showMeterHour({ meterId, hour }) {
  openedHour = hour;
  if (!hour) {
    picker.value = meterId;
    chart.meter = meterId;
    return;
  }
  const time = hour.getTime();
  compare(false);
  picker.value = meterId;
  chart.meter = meterId;
  chart.from = new Date(time - 12 * HOUR_MS).toISOString();
  chart.to = new Date(time + 3 * HOUR_MS).toISOString();
  chart.scrollIntoView({ block: 'nearest' });
}

/** What the chart of meters shows, for a message that asks about it. */
export function shownMeter() {
  return { kind: 'meter', meterId: picker.value, ...(openedHour && { hour: openedHour }) };
}

/** Says at the top of the page what has happened further down. */
function tell({ meterName }) {
  const link = Object.assign(document.createElement('a'), {
    href: '#my-meters',
    textContent: `${meterName} is over its limit`,
  });
  link.addEventListener('click', () => fired.replaceChildren());
  fired.replaceChildren(link);
}

provideTokens(location.origin, getToken);
picker.addEventListener('change', () => {
  openedHour = undefined;
  chart.meter = picker.value;
});
beside.addEventListener('change', () => compare(beside.checked));
alerts.addEventListener('alert-select', ({ alert: { meterId, hour, startedAt } }) =>
  showMeterHour({ meterId, hour: hour ?? startedAt }),
);
alerts.addEventListener('alert-fired', ({ alert }) => tell(alert));
