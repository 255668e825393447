/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import type { HTTPRequest, Page } from 'puppeteer-core';
import { fileOf } from '../../../../packages/server/src/streams/testing/export-text.ts';
import { sample } from '../../../../packages/server/src/streams/testing/samples.ts';
import {
  type PortalServer,
  startPortalServer,
  type TestLogin,
} from '../../../../packages/server/src/testing/portal-server.ts';
import { axeViolations } from '../testing/axe.ts';
import {
  click,
  confirm,
  fill,
  open,
  picture,
  press,
  says,
  signIn,
  timeout,
} from '../testing/console-page.ts';
import { tellTrouble } from '../testing/tell-trouble.ts';
import { openWatchedPage, type WatchedPage } from '../testing/watched-page.ts';

const NEXT = '2022_01_05_23_ActualTotalLoad6.1.A.csv';
const AFTER = '2022_01_09_01_ActualTotalLoad6.1.A.csv';

let server: PortalServer;
let watched: WatchedPage;
const opened = new AsyncDisposableStack();
let page: Page;
let operator: TestLogin;
/** How many of the problems were wanted. */
let expected = 0;
before(async () => {
  server = opened.use(await startPortalServer());
  watched = opened.use(await openWatchedPage());
  page = watched.page;
  await page.setViewport({ width: 1280, height: 900 });
  operator = await server.login('operator', 'Maria Ioannou');
  await signIn(page, server.url, operator, '/admin/users');
  await says(page, 'h1', 'Users');
});
after(() => opened.disposeAsync());
afterEach((t) => tellTrouble(t, watched));

/** Calls a method as the page's own scripts do. */
async function call<Answer = unknown>(method: string, request: unknown): Promise<Answer> {
  const { status, answer } = await page.evaluate(
    async (path, body) => {
      const headers = { 'content-type': 'application/json', 'connect-protocol-version': '1' };
      const response = await fetch(path, { method: 'POST', headers, body });
      return { status: response.status, answer: await response.json() };
    },
    `/wattlet.v1.${method}`,
    JSON.stringify(request),
  );
  assert.equal(status, 200, method);
  return answer;
}

/** The page that something opens beside this one. */
async function opensBeside(act: () => Promise<unknown>): Promise<Page> {
  const browser = page.browser();
  const known = new Set(browser.targets());
  await act();
  const target = await browser.waitForTarget((one) => one.type() === 'page' && !known.has(one), { timeout });
  const beside = await target.page();
  assert.ok(beside);
  return beside;
}

/** Chooses one of what a field offers, once it does. */
async function choose(selector: string, value: string): Promise<void> {
  await page.waitForFunction(
    (where, chosen) => {
      const one = document.querySelector(where);
      if (!one || !('value' in one)) return false;
      one.value = chosen;
      return one.value === chosen && one.dispatchEvent(new Event('change', { bubbles: true }));
    },
    { timeout },
    selector,
    value,
  );
}

/** What goes wrong on the page meanwhile is wanted. */
async function amidTrouble(act: () => Promise<void>): Promise<void> {
  assert.deepEqual(watched.problems.slice(expected), []);
  await act();
  expected = watched.problems.length;
}

/** Imports the half of a file, which is held back. */
async function importHalf(file: string): Promise<void> {
  const lines = sample(`load/${file}`).toString().trimEnd().split('\n');
  const half = fileOf(...lines.filter((_, at) => at === 0 || at % 2 === 0));
  assert.equal((await server.home.importFile(file, half)).status, 'quarantined');
}

test('an administrator makes a user and a meter with a limit, assigns it, and sees the alert', async () => {
  await click(page, 'user-list a.primary');
  await says(page, 'h1', 'New user');
  await fill(page, 'wa-input[name=name]', 'Eleni Papadopoulou');
  await fill(page, 'wa-input[name=email]', `${randomUUID()}@example.gr`);
  await click(page, 'user-form wa-button[type=submit]');
  await says(page, 'h1', 'Eleni Papadopoulou');
  const userPath = await page.evaluate(() => location.pathname);

  await open(page, '/admin/meters/new');
  await fill(page, 'wa-input[name=name]', 'Heat pump');
  await fill(page, 'wa-input[name=serial]', 'HP 1001');
  await fill(page, 'wa-input[name=zone]', 'UTC');
  await fill(page, 'wa-input[name=limit]', '2.5');
  await click(page, 'meter-form wa-button[type=submit]');
  await says(page, 'h1', 'Heat pump');
  const meterId = await page.evaluate(() => location.pathname.split('/').at(-1));

  await open(page, userPath);
  await says(page, 'user-meters .empty', 'No meter');
  await press(page, 'Assign a meter', 'user-meters');
  await fill(page, 'pick-box wa-input', 'HP 1001');
  await press(page, 'Assign: Heat pump', 'user-meters');
  await says(page, 'user-meters td', '2.5 kWh');
  await picture(page, 'journey-user-with-meter');

  // An interval that may lie across two hours: far above the limit in either.
  const at = new Date().toISOString();
  await call('MeterService/SubmitReadings', { readings: [{ meterId, at, kilowattHours: 30 }] });
  await open(page, '/admin/alerts');
  await page.waitForFunction(
    () =>
      /Heat pump[\s\S]*Over the limit/.test(
        document.querySelector('energy-alerts')?.shadowRoot?.textContent ?? '',
      ),
    { timeout },
  );
  await picture(page, 'journey-alert');
});

test('what is typed wrong is said in words that somebody can put right', async () => {
  assert.deepEqual(watched.problems, []);
  await open(page, '/admin/meters/new');
  await fill(page, 'wa-input[name=name]', 'Heat pump');
  await fill(page, 'wa-input[name=serial]', 'HP 1002');
  await fill(page, 'wa-input[name=zone]', 'Mars/Phobos');
  await click(page, 'meter-form wa-button[type=submit]');
  const alert = await page.waitForSelector('meter-form [role=alert]', { timeout });
  const text = (await alert?.evaluate((one) => one.textContent?.trim())) ?? '';
  assert.match(text, /^"Mars\/Phobos" is no IANA time zone/);
  assert.doesNotMatch(text, /Quote/);
  for (const path of ['/admin/users/nobody', '/admin/meters/0195d3f2-0000-7000-8000-000000000000']) {
    await open(page, path);
    await says(page, 'h1', 'There is nothing here');
  }
  await open(page, '/account');
  await click(page, 'account-tokens wa-button');
  await fill(page, 'account-tokens wa-input[name=name]', 'Script');
  await page.$$eval('account-tokens wa-checkbox', (all) => {
    for (const one of all) Object.assign(one, { checked: false });
  });
  await confirm(page);
  await says(page, 'account-tokens [role=alert]', 'Choose at least one thing');
  // These were refused, as they should be.
  expected = watched.problems.length;
});

test('a customer asks about a chart, and an agent reads it and opens the same chart', async () => {
  await using customer = await openWatchedPage();
  const chart = { stream: 'load', area: 'GR', from: '2022-01-01T00:00:00Z', to: '2022-01-02T00:00:00Z' };
  const about = `/support?${new URLSearchParams({ kind: 'series', ...chart })}`;
  await signIn(customer.page, server.url, await server.login('customer', 'Dimitra Alexiou'), about);
  const field = await customer.page.waitForSelector('support-chat >>> textarea', { timeout });
  await field?.type('Why is this so low?');
  await customer.page.keyboard.press('Enter');

  await open(page, '/admin/inbox');
  await page.bringToFront();
  await click(page, 'support-inbox >>> .row');
  const pane = 'support-inbox >>> support-inbox-conversation >>>';
  await says(page, `${pane} .bubble`, 'Why is this so low?');
  await picture(page, 'journey-inbox');
  const reply = await page.waitForSelector(`${pane} textarea`, { timeout });
  await reply?.type('Half a reply');
  const chartPage = await opensBeside(() => click(page, `${pane} .reference`));
  await chartPage.waitForSelector('energy-chart[stream=load][area=GR]', { timeout });
  const { pathname, searchParams } = new URL(chartPage.url());
  // The chart writes the time in its own way once it is there.
  const from = Date.parse(searchParams.get('from') ?? '');
  assert.deepEqual([pathname, searchParams.get('area'), from], ['/load', 'GR', Date.parse(chart.from)]);
  await chartPage.close();
  assert.equal(
    await reply?.evaluate(({ value }) => value),
    'Half a reply',
    'what was written is still there',
  );
  assert.deepEqual(customer.problems, []);
});

test('an agent opens the chart of the meter’s hour, and of the alert, that a customer asks about', async () => {
  const { alerts } = await call<{ alerts: { alertId: string; meterId: string }[] }>(
    'AlertService/ListAlerts',
    {},
  );
  const [alert] = alerts;
  assert.ok(alert);
  const { alertId, meterId } = alert;
  await using customer = await openWatchedPage();
  const hour = '2026-03-01T05:00:00.000Z';
  const about = (query: Record<string, string>) => `/support?${new URLSearchParams(query)}`;
  const meter = about({ kind: 'meter', meterId, hour });
  await signIn(customer.page, server.url, await server.login('customer', 'Nikos Marinos'), meter);
  const ask = async (text: string) => {
    const field = await customer.page.waitForSelector('support-chat >>> textarea', { timeout });
    await customer.page.waitForSelector('support-chat >>> .chip', { timeout });
    await field?.type(text);
    await customer.page.keyboard.press('Enter');
    await customer.page.waitForSelector(`support-chat >>> .bubble .reference`, { timeout });
  };
  await ask('What was on at this hour?');
  await open(customer.page, about({ kind: 'alert', alertId }));
  await ask('And here?');

  await page.bringToFront();
  await open(page, '/admin/inbox');
  await click(page, 'support-inbox >>> .row::-p-text(Nikos Marinos)');
  const pane = 'support-inbox >>> support-inbox-conversation >>>';
  await says(page, `${pane} .bubble`, 'And here?');
  for (const kind of ['Meter', 'Alert']) {
    const chartPage = await opensBeside(() => click(page, `${pane} .reference::-p-text(${kind})`));
    const chart: string = `energy-chart[meter="${meterId}"]`;
    await chartPage.waitForSelector(chart, { timeout });
    await chartPage.waitForFunction(() => location.search.startsWith('?hour='), { timeout });
    const from = await chartPage.$eval(chart, (one) => ('from' in one ? String(one.from) : ''));
    if (kind === 'Meter') assert.equal(Date.parse(from), Date.parse(hour) - 12 * 3_600_000);
    await picture(chartPage, `journey-reference-${kind}`);
    await chartPage.close();
  }
  assert.deepEqual(customer.problems, []);
});

test('a user is given a link to a password, kept out, and deleted once their name was typed', async () => {
  await open(page, '/admin/users?q=Eleni');
  await click(page, 'user-list td a');
  await says(page, 'h1', 'Eleni Papadopoulou');
  await press(page, 'Link to a new password', 'user-page');
  const link = await page.waitForSelector('secret-box code', { timeout });
  const address = (await link?.evaluate(({ textContent }) => textContent)) ?? '';
  assert.match(address, /\/set-password#[\w-]{43}$/);

  const visitor = await openWatchedPage();
  await visitor.page.goto(address);
  await fill(visitor.page, 'wa-input[name=password]', 'short boats row east');
  await click(visitor.page, 'set-password-form wa-button[type=submit]');
  await visitor.page.waitForSelector('.sign-form[role=status]', { timeout });
  assert.deepEqual([visitor.problems, await axeViolations(visitor.page)], [[], []]);
  await visitor[Symbol.asyncDispose]();

  await press(page, 'Disable', 'user-page .panel');
  await says(page, 'wa-dialog[open] p', 'signed out everywhere');
  await picture(page, 'journey-disable');
  await confirm(page);
  await says(page, '.page-head .tag', 'Disabled');
  await press(page, 'Delete', 'user-page .panel');
  await fill(page, 'wa-dialog[open] wa-input[name=typed]', 'Somebody else');
  await confirm(page);
  assert.match(await page.evaluate(() => location.pathname), /\/admin\/users\/.+/);
  await fill(page, 'wa-dialog[open] wa-input[name=typed]', 'Eleni Papadopoulou');
  await confirm(page);
  await page.waitForFunction(() => location.pathname === '/admin/users', { timeout });
  await open(page, '/admin/users?q=Eleni');
  await says(page, '.empty', 'Nobody');
});

test('of two files that were held back one is applied and one rejected, with the reason', async () => {
  await importHalf(NEXT);
  await importHalf(AFTER);
  await open(page, '/admin/pipeline/review');
  await says(page, 'review-list td', NEXT);
  await says(page, 'review-list td', 'it would remove');
  await picture(page, 'journey-quarantine');
  await press(page, `Reject ${AFTER}`, 'review-list');
  await fill(page, 'wa-dialog[open] wa-input[name=note]', 'Half a file');
  await confirm(page);
  await page.waitForFunction(() => document.querySelectorAll('review-list tbody tr').length === 1, {
    timeout,
  });
  await press(page, `Apply ${NEXT}`, 'review-list');
  await confirm(page);
  await says(page, 'review-list .empty', 'Nothing waits');
  await open(page, '/admin/pipeline/imports');
  await says(page, 'import-list td', 'Half a file');
  await says(page, 'import-list td', 'Applied by force');
  await says(page, 'import-list td[data-label=Revision]', '2');
  await says(page, 'import-list td[data-label=Changed]', 'Jan');
});

test('a stream that is down is named, and hides no file that waits of another', async () => {
  await importHalf(AFTER);
  const { sql } = server.home.node.streams.flows.database;
  await sql`alter table import rename to import_away`;
  await amidTrouble(async () => {
    await open(page, '/admin/pipeline/review');
    await says(page, 'review-list [role=alert]', 'Flows');
    await says(page, 'review-list td', AFTER);
  });
  await sql`alter table import_away rename to import`;
  await press(page, 'Try again', 'review-list');
  await page.waitForFunction(() => !document.querySelector('review-list [role=alert]'), { timeout });
  await says(page, 'review-list td', AFTER);
});

test('an event that was given up is put back in line', async () => {
  await server.home.node.platform.database.sql`
    insert into parked_event (topic, consumer_group, position, key, payload, error, attempts)
    values ('nobody-listens', 'nobody', 1, 'key', '{}', 'Error: it was broken', 5)`;
  await open(page, '/admin/pipeline/dead-letters?stream=platform');
  await says(page, 'dead-letter-list td', 'it was broken');
  await press(page, 'Try again', 'dead-letter-list');
  await says(page, 'dead-letter-list .done', 'back in line');
  await says(page, 'dead-letter-list .empty', 'Nothing was given up');
});

test('a site is made, its secret replaced, and what embeds it previewed', async () => {
  await open(page, '/admin/sites/new');
  await fill(page, 'wa-input[name=name]', 'Aegean Power');
  const origins = await page.waitForSelector('wa-textarea[name=origins] >>> textarea', { timeout });
  await origins?.type('https://portal.aegean.example');
  await click(page, 'site-form wa-button[type=submit]');
  await says(page, 'secret-box code', 'sk_');
  await click(page, 'site-form .actions a');
  await says(page, 'h1', 'Aegean Power');
  await says(page, 'snippet-builder code', '<energy-chart stream="generation" area="GR">');
  await says(page, 'snippet-builder code', 'data-key="pk_');
  await page.waitForSelector('.preview energy-chart', { timeout });
  for (const [index, value] of [
    [1, 'energy-map'],
    [2, 'renewable-share'],
  ] as const) {
    await choose(`snippet-builder wa-select:nth-of-type(${index})`, value);
  }
  await says(page, 'snippet-builder code', '<energy-map metric="renewable-share">');
  // Of a metric that it does not know it would say so.
  await says(page, '.preview energy-map >>> [part="title"]', 'Renewable share');
  await press(page, 'Make a new secret', 'site-page .panel');
  await confirm(page);
  await says(page, 'site-page secret-box p', 'works until');
  await picture(page, 'journey-site');
  await press(page, 'Suspend', 'site-page');
  await confirm(page);
  await says(page, '.page-head .tag', 'Suspended');
  await press(page, 'Make active', 'site-page');
  await page.waitForFunction(() => !document.querySelector('.page-head .tag'), { timeout });
});

test('a preview whose script does not come says so', async () => {
  // What a page has loaded once it does not load again.
  await page.reload();
  await page.waitForSelector('.preview energy-chart', { timeout });
  await page.setRequestInterception(true);
  const cut = (request: HTTPRequest) =>
    request.resourceType() === 'script' ? request.abort() : request.continue();
  page.on('request', cut);
  await amidTrouble(async () => {
    await choose('snippet-builder wa-select:nth-of-type(1)', 'support-chat');
    await says(page, 'snippet-builder [role=alert]', 'could not be loaded');
  }).finally(() => page.off('request', cut).setRequestInterception(false));
  await press(page, 'Try again', 'snippet-builder');
  await page.waitForSelector('.preview support-chat >>> *', { timeout });
});

test('the audit log shows one kind of what was done, and what one person did', async () => {
  await open(page, '/admin/audit');
  await choose('audit-list wa-select', 'site.');
  await page.waitForFunction(
    () => {
      const actions = [...document.querySelectorAll('audit-list td code')].map(
        (one) => one.textContent ?? '',
      );
      return actions.length > 0 && actions.every((action) => action.startsWith('site.'));
    },
    { timeout },
  );
  await click(page, 'audit-list td a::-p-text(Maria Ioannou)');
  await says(page, 'audit-list .notice', 'Only');
  await click(page, 'audit-list .notice a');
  await page.waitForFunction(() => !document.querySelector('audit-list .notice'), { timeout });
});

test('language and theme are chosen on the page of the account, and kept', async () => {
  await open(page, '/account');
  await choose('account-appearance wa-select:nth-of-type(1)', 'de');
  await says(page, 'account-appearance h2', 'Sprache und Farben');
  await choose('account-appearance wa-select:nth-of-type(2)', 'dark');
  const isDark = () => document.documentElement.classList.contains('wa-dark');
  assert.ok(await page.evaluate(isDark));
  await page.reload();
  await says(page, 'account-appearance h2', 'Sprache und Farben');
  assert.ok(await page.evaluate(isDark));
  await choose('account-appearance wa-select:nth-of-type(1)', 'en');
  await choose('account-appearance wa-select:nth-of-type(2)', 'auto');
  await says(page, 'account-appearance h2', 'Language and theme');
  assert.ok(!(await page.evaluate(isDark)));
});

test('a session that is ended on the page of the account is over in its browser', async () => {
  const elsewhere = await page.browser().createBrowserContext();
  const other = await elsewhere.newPage();
  await signIn(other, server.url, operator, '/account');
  await page.bringToFront();
  await page.reload();
  await click(page, 'account-sessions wa-button');
  await page.waitForFunction(() => document.querySelectorAll('account-sessions li').length === 1, {
    timeout,
  });
  await other.reload();
  await other.waitForFunction(() => location.pathname === '/sign-in', { timeout });
  await elsewhere.close();
});

test('nothing else went wrong on any page of it', () => {
  assert.deepEqual(watched.problems.slice(expected), []);
});
