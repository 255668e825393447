import '/widgets/energy-chart.js';
import '/widgets/support-inbox.js';

const HOUR_MS = 3_600_000;

const inbox = document.querySelector('support-inbox');
const signIn = document.querySelector('#sign-in');
const about = document.querySelector('#about');
const chart = about.querySelector('energy-chart');

signIn.addEventListener('submit', async (event) => {
  event.preventDefault();
  const answer = await fetch('/wattlet.v1.AccountService/SignIn', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'connect-protocol-version': '1' },
    body: JSON.stringify(Object.fromEntries(new FormData(signIn))),
  });
  if (answer.ok) location.reload();
  else document.querySelector('#refused').textContent = (await answer.json()).message;
});

/** Shows the chart that the customer was looking at when they wrote. */
inbox.addEventListener('reference-select', ({ reference }) => {
  if (reference.kind === 'alert') return;
  const { from, to } =
    reference.kind === 'series' ? reference : around(reference.hour ?? new Date(Date.now() - HOUR_MS));
  Object.assign(chart, {
    stream: reference.kind === 'series' ? reference.stream : 'load',
    area: reference.kind === 'series' ? reference.area : '',
    meter: reference.kind === 'meter' ? reference.meterId : '',
    from: from.toISOString(),
    to: to.toISOString(),
  });
  about.hidden = false;
  about.scrollIntoView({ block: 'nearest' });
});

function around(hour) {
  return { from: new Date(hour.getTime() - 12 * HOUR_MS), to: new Date(hour.getTime() + 3 * HOUR_MS) };
}
