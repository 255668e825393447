import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { eventually } from '../../../../packages/server/src/platform/testing/eventually.ts';
import { signedInCaller } from '../signed-in-caller.ts';
import { showElement } from '../testing/chat-page.ts';
import { type DemoProcess, startDemo } from '../testing/demo-process.ts';
import { atPath, fillIn, press, says, signInAtPortal, timeout } from '../testing/portal-page.ts';
import { tellTrouble } from '../testing/tell-trouble.ts';
import { openWatchedPage, type WatchedPage } from '../testing/watched-page.ts';

const PERSON = { name: 'Ada Example', email: 'ada@example.org', password: 'an untold meadow 42' };

let demo: DemoProcess;
let watched: WatchedPage;
let downloads: string;
const opened = new AsyncDisposableStack();
before(async () => {
  downloads = await mkdtemp(join(tmpdir(), 'wattlet-downloads-'));
  opened.defer(() => rm(downloads, { recursive: true, force: true }));
  demo = opened.use(await startDemo());
  watched = opened.use(await openWatchedPage());
  await watched.page.browserContext().setPermission(demo.url, {
    permission: { name: 'clipboard-write' },
    state: 'granted',
  });
  const session = await watched.page.createCDPSession();
  await session.send('Browser.setDownloadBehavior', { behavior: 'allow', downloadPath: downloads });
});
after(() => opened.disposeAsync());
afterEach((t) => tellTrouble(t, watched, demo));

test('a visitor who follows a deep link signs in first, and comes to where it leads', async () => {
  const { page } = watched;
  const [subscriber] = demo.accounts;
  assert.ok(subscriber);
  await page.goto(new URL('/load?area=FR&span=30d', demo.url).href);
  await atPath(page, '/sign-in');
  await fillIn(page, { email: subscriber.email, password: 'not the password' });
  await press(page, 'form wa-button[type="submit"]');
  await says(page, '[role="alert"]', 'do not belong together');
  await fillIn(page, { password: subscriber.password });
  await press(page, 'form wa-button[type="submit"]');
  await atPath(page, '/load');
  assert.match(page.url(), /area=FR&span=30d/);
  await press(page, '.rail a[href="/account"]');
  await press(page, '.sign-out');
  await atPath(page, '/');
  await page.goto(new URL('/account', demo.url).href);
  await atPath(page, '/sign-in');
});

test('who signs out is asked for nothing more, in any tab', async () => {
  const { page, problems } = watched;
  const [subscriber] = demo.accounts;
  assert.ok(subscriber);
  await signInAtPortal(page, demo.url, subscriber);
  await page.goto(new URL('/account', demo.url).href);
  await page.waitForSelector('account-sessions li', { timeout });
  const { length: known } = problems;
  await press(page, '.sign-out');
  await atPath(page, '/');
  await page.waitForSelector('energy-map >>> [part="map"] path', { timeout });
  assert.deepEqual(problems.slice(known), []);

  await signInAtPortal(page, demo.url, subscriber);
  await page.goto(new URL('/meters', demo.url).href);
  await page.waitForSelector('my-meters energy-chart >>> [part="plot"] canvas', { timeout });
  const { length: before } = problems;
  const other = await page.browserContext().newPage();
  await other.goto(new URL('/account', demo.url).href);
  await press(other, '.sign-out');
  await atPath(other, '/');
  await other.close();
  await page.bringToFront();
  await atPath(page, '/sign-in');
  await page.waitForSelector('sign-in-form wa-button', { timeout });
  assert.deepEqual(problems.slice(before), []);
});

test('a visitor signs up, sees charts, extends the trial, takes their data along, and deletes the account', async () => {
  const { page } = watched;
  await page.goto(demo.url);
  await press(page, '.hero a[href="/sign-up"]');
  await fillIn(page, { name: PERSON.name, email: PERSON.email, password: 'password1234' });
  await press(page, 'form wa-button[type="submit"]');
  await says(page, '[role="alert"]', 'Many people use this password');
  await fillIn(page, { password: PERSON.password });
  await press(page, 'form wa-button[type="submit"]');
  await atPath(page, '/home');
  const { length: known } = watched.problems;
  await page.waitForSelector('energy-map >>> [part="map"] path', { timeout });
  await press(page, '.rail a[href="/generation"]');
  await page.waitForSelector('.main-chart >>> [part="plot"] canvas', { timeout });
  await press(page, '.rail a[href="/meters"]');
  await says(page, 'h2', 'You have no meter yet');

  await press(page, '.rail a[href="/account"]');
  await says(page, '.figure', '30 days left');
  await press(page, 'account-subscription wa-button');
  await press(page, 'account-subscription wa-dialog[open] wa-button[type="submit"]');
  await page.waitForFunction("!document.querySelector('.figure').textContent.includes('30 days')", {
    timeout,
  });
  assert.equal(await page.$('account-subscription .tag'), null);

  await press(page, 'account-data wa-button');
  const exported = await firstDownload();
  assert.ok(exported.includes(PERSON.email));

  await press(page, 'account-data wa-button[variant="danger"]');
  await fillIn(page, { confirmation: PERSON.password });
  await press(page, 'account-data wa-dialog[open] wa-button[type="submit"]');
  await atPath(page, '/');
  assert.deepEqual(watched.problems.slice(known), []);
  await page.goto(new URL('/sign-in', demo.url).href);
  await fillIn(page, { email: PERSON.email, password: PERSON.password });
  await press(page, 'form wa-button[type="submit"]');
  await says(page, '[role="alert"]', 'do not belong together');
});

test('a customer asks about the chart that they see, and the desk sees the same and answers', async () => {
  const { page } = watched;
  const [subscriber, administrator] = demo.accounts;
  assert.ok(subscriber && administrator);
  await page.goto(new URL('/flows?area=GR', demo.url).href);
  await fillIn(page, subscriber);
  await press(page, 'form wa-button[type="submit"]');
  await page.waitForSelector('.main-chart >>> [part="plot"] canvas', { timeout });
  await press(page, '.page-head a[href*="kind=series"]');
  await page.waitForSelector('support-chat >>> .chip::-p-text(GR)', { timeout });
  const field = await page.waitForSelector('support-chat >>> textarea', { timeout });
  await field?.type('Where does it come from?');
  await page.keyboard.press('Enter');
  await page.waitForSelector('support-chat >>> .bubble .reference::-p-text(GR)', { timeout });

  await using agent = await openWatchedPage();
  await showElement(agent.page, { url: demo.url, account: administrator, element: 'support-inbox' });
  const row = await agent.page.waitForSelector('support-inbox >>> .row', { timeout });
  await row?.click();
  const reply = await agent.page.waitForSelector(
    'support-inbox >>> support-inbox-conversation >>> textarea',
    { timeout },
  );
  await reply?.type('From Bulgaria and Italy');
  await agent.page.keyboard.press('Enter');
  await page.bringToFront();
  await page.waitForSelector('support-chat >>> .bubble::-p-text(From Bulgaria and Italy)', { timeout });

  // What it is about leads back to it.
  const about = await page.waitForSelector('support-chat >>> .bubble .reference', { timeout });
  await about?.click();
  await atPath(page, '/flows');
  assert.match(page.url(), /area=GR&from=/);
});

test('an alert that fires is told by the bell, and leads to its hour', async () => {
  const { page } = watched;
  await page.goto(new URL('/home', demo.url).href);
  await page.waitForSelector('.bell .count', { timeout });
  await press(page, '.bell');
  await press(page, '.bell-list a[href^="/meters/"]');
  await page.waitForFunction(
    "location.pathname.startsWith('/meters/') && location.search.startsWith('?hour=')",
    {
      timeout,
    },
  );
  await page.waitForSelector('my-meters energy-chart >>> [part="plot"] canvas', { timeout });
});

test('the desk of the utility finds an alert of its customer', async () => {
  const [, , utility] = demo.accounts;
  assert.ok(utility);
  const desk = await signedInCaller(demo.url, utility);
  await eventually(async () => {
    const { alerts = [] } = (await desk('AlertService/ListAlerts', {})) as {
      alerts?: { meterName: string }[];
    };
    return alerts.find(({ meterName }) => meterName.startsWith('House by the sea'));
  }, timeout);
});

test('what is shown of a meter stays as it is while an alert fires', async () => {
  const { page } = watched;
  await page.goto(new URL('/meters', demo.url).href);
  await page.waitForSelector('my-meters energy-chart >>> [part="plot"] canvas', { timeout });
  await page.$eval('my-meters energy-chart', (chart) => chart.setAttribute('data-kept', ''));
  const read = page.waitForResponse((response) => response.url().includes('/ListMeters'), { timeout });
  await page.$eval('my-meters energy-alerts', (alerts) => alerts.dispatchEvent(new Event('alert-fired')));
  await read;
  await page.waitForFunction("!document.querySelector('my-meters .bone')", { timeout });
  assert.notEqual(await page.$('my-meters energy-chart[data-kept]'), null);
});

test('a link to a meter that is not among one’s own says so, and shows no other in its place', async () => {
  const { page } = watched;
  await page.goto(new URL('/meters/0195d3f2-0000-7000-8000-000000000000', demo.url).href);
  await says(page, 'my-meters h2', 'This meter is not among yours');
  assert.equal(await page.$('my-meters energy-chart'), null);
  await press(page, 'my-meters .empty a');
  await page.waitForSelector('my-meters energy-chart >>> [part="plot"] canvas', { timeout });
});

test('an alert that a message is about leads to its meter and hour', async () => {
  const { page } = watched;
  const alertId = await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json', 'connect-protocol-version': '1' };
    const answer = await fetch('/wattlet.v1.AlertService/ListAlerts', {
      method: 'POST',
      headers,
      body: '{}',
    });
    const { alerts } = await answer.json();
    return String(alerts[0].alertId);
  });
  await page.goto(new URL(`/meters?alert=${alertId}`, demo.url).href);
  await page.waitForFunction(
    "location.pathname.startsWith('/meters/') && location.search.startsWith('?hour=')",
    { timeout },
  );
});

test('whose session was ended elsewhere signs in again, and comes back', async () => {
  const { page } = watched;
  const [subscriber] = demo.accounts;
  assert.ok(subscriber);
  await page.goto(new URL('/meters', demo.url).href);
  await page.waitForSelector('my-meters energy-chart >>> [part="plot"] canvas', { timeout });
  await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json', 'connect-protocol-version': '1' };
    await fetch('/wattlet.v1.AccountService/SignOut', { method: 'POST', headers, body: '{}' });
    // As when somebody comes back to the tab.
    document.dispatchEvent(new Event('visibilitychange'));
  });
  await atPath(page, '/sign-in');
  await fillIn(page, subscriber);
  await press(page, 'form wa-button[type="submit"]');
  await atPath(page, '/meters');
});

/** What the browser has put into the folder of downloads, once it is whole. */
async function firstDownload(): Promise<string> {
  const file = await eventually(
    async () => (await readdir(downloads)).find((name) => name.endsWith('.json')),
    timeout,
  );
  return readFile(join(downloads, file), 'utf8');
}
