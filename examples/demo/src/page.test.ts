import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type DemoProcess, startDemo } from './testing/demo-process.ts';
import { openWatchedPage, type WatchedPage } from './testing/watched-page.ts';

/** What is there, through shadow roots, when the elements of the page show data. */
const SHOWN = [
  'energy-map >>> [part="map"] path',
  'energy-chart[stream="generation"] >>> [part="plot"] canvas',
  'energy-chart[stream="load"] >>> [part="plot"] canvas',
  'energy-chart[stream="flows"] >>> [part="plot"] canvas',
  'energy-alerts >>> [part="headroom"]',
  '#meter-chart >>> [part="plot"] canvas',
];

/** An alert fires within the first minute, and the machine may do much else. */
const timeout = 90_000;

let demo: DemoProcess;
let watched: WatchedPage;
before(async () => {
  demo = await startDemo();
  watched = await openWatchedPage();
});
after(async () => {
  await watched[Symbol.asyncDispose]();
  await demo[Symbol.asyncDispose]();
});

test('the built scripts show map, charts and meters under the strict policy of the server, without an error', async () => {
  const { page, problems } = watched;
  const response = await page.goto(`${demo.url}/demo/`);
  const policy = response?.headers()['content-security-policy'] ?? '';
  for (const rule of ["script-src 'self'", "style-src 'self'", "require-trusted-types-for 'script'"])
    assert.ok(policy.includes(rule), `the policy lacks ${rule}: ${policy}`);
  for (const shown of SHOWN) assert.ok(await page.waitForSelector(shown, { timeout }), shown);
  assert.deepEqual(await page.$$('>>> [part="error"]'), []);
  assert.deepEqual(problems, []);
});

test('an alert fires within a minute, is told at the top, and opens the chart at its hour', async () => {
  const { page, problems } = watched;
  await page.waitForSelector('#fired a', { timeout });
  const isToday = '#meter-chart >>> .spans button[aria-pressed="true"]';
  assert.ok(await page.$(isToday));
  await page.click('energy-alerts >>> [part="alert"] .row');
  await page.waitForSelector(isToday, { hidden: true, timeout });
  assert.deepEqual(await page.$$('>>> [part="error"]'), []);
  assert.deepEqual(problems, []);
  assert.deepEqual(demo.complaints, []);
});

test('what the policy refuses is not overlooked by these tests', async () => {
  const { page, problems } = watched;
  const told = new Promise((resolve) => page.once('console', resolve));
  await page.evaluate("document.body.setAttribute('style', 'color: red')");
  await told;
  assert.match(problems.join(), /Content Security Policy/);
});
