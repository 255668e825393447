/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { makeFiringAlert } from '../../../../packages/server/src/alerts/testing/make-firing-alert.ts';
import { fileOf } from '../../../../packages/server/src/streams/testing/export-text.ts';
import { sample } from '../../../../packages/server/src/streams/testing/samples.ts';
import {
  type PortalServer,
  startPortalServer,
} from '../../../../packages/server/src/testing/portal-server.ts';
import { axeViolations } from '../testing/axe.ts';
import { open, picture, says, signIn, timeout } from '../testing/console-page.ts';
import { tellTrouble } from '../testing/tell-trouble.ts';
import { openWatchedPage, type WatchedPage } from '../testing/watched-page.ts';

const PLATFORM_SITE = '00000000-0000-4000-8000-000000000001';
const NEXT = '2022_01_05_23_ActualTotalLoad6.1.A.csv';

let server: PortalServer;
let watched: WatchedPage;
const opened = new AsyncDisposableStack();
let page: Page;
/** Every page of the console, by its name. */
let pages: Readonly<Record<string, string>>;
before(async () => {
  server = opened.use(await startPortalServer());
  const { sql } = server.home.node.platform.database;
  for (const name of ['Eleni Papadopoulou', 'Jürgen Weiß', 'Ana-Maria Constantinescu-Dumitrescu']) {
    await server.login('customer', name);
  }
  const [customer] = await sql<{ account_id: string }[]>`
    select account_id from account where display_name = 'Eleni Papadopoulou'`;
  assert.ok(customer);
  await makeFiringAlert(sql, { siteId: PLATFORM_SITE, accountId: customer.account_id });
  const [meter] = await sql<{ meter_id: string }[]>`select meter_id from meter`;
  const lines = sample(`load/${NEXT}`).toString().trimEnd().split('\n');
  await server.home.importFile(NEXT, fileOf(...lines.filter((_, at) => at === 0 || at % 2 === 0)));
  await sql`
    insert into parked_event (topic, consumer_group, position, key, payload, error, attempts)
    values ('readings-stored', 'alerts', 1, 'site', '{"meter":"gone"}', 'Error: the meter is gone', 5)`;
  await sql`
    insert into role_heartbeat (process_id, role, host, pid, state, since, reason, heard_at)
    values (gen_random_uuid(), 'importer:flows', 'importer-1', 7, 'up', now() - interval '1 day', '',
      now() - interval '10 minutes')`;
  await sql`
    insert into rejected_reading (site_id, digest, reason, message, body, source)
    values (${PLATFORM_SITE}, '', 'unknown-meter', 'no meter has this id', '{"kWh":1}', 'amqp')`;
  pages = {
    inbox: '/admin/inbox',
    alerts: '/admin/alerts',
    users: '/admin/users',
    'users-none': '/admin/users?q=nobody-is-called-that',
    'user-new': '/admin/users/new',
    user: `/admin/users/${customer.account_id}`,
    meters: '/admin/meters',
    'meter-new': '/admin/meters/new',
    meter: `/admin/meters/${meter?.meter_id}`,
    sites: '/admin/sites',
    'site-new': '/admin/sites/new',
    site: `/admin/sites/${PLATFORM_SITE}`,
    health: '/admin/pipeline',
    imports: '/admin/pipeline/imports',
    review: '/admin/pipeline/review',
    'dead-letters': '/admin/pipeline/dead-letters?stream=platform',
    readings: '/admin/pipeline/readings',
    audit: '/admin/audit',
  };
  watched = opened.use(await openWatchedPage());
  page = watched.page;
  await signIn(page, server.url, await server.login('operator', 'Maria Ioannou'), '/admin/inbox');
  await page.waitForSelector('support-inbox', { timeout });
});
after(() => opened.disposeAsync());
afterEach((t) => tellTrouble(t, watched));

const LOOKS = [
  { name: 'wide', width: 1280, height: 900, scheme: 'light', asksAxe: false },
  { name: 'phone', width: 360, height: 740, scheme: 'light', asksAxe: true },
  { name: 'dark', width: 1280, height: 900, scheme: 'dark', asksAxe: true },
  { name: 'wall', width: 2560, height: 1300, scheme: 'light', asksAxe: false },
] as const;

for (const { name, width, height, scheme, asksAxe } of LOOKS) {
  test(`every page fits a window of ${width} pixels${asksAxe ? `, and is free of what axe knows (${scheme})` : ''}`, async () => {
    await page.setViewport({ width, height });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    const wrong: Record<string, unknown> = {};
    for (const [title, path] of Object.entries(pages)) {
      await open(page, path);
      await page.waitForSelector('main h1', { timeout }).catch(async (error: unknown) => {
        throw new Error(
          `${title}: ${await page.evaluate(() => document.querySelector('main')?.textContent)}`,
          { cause: error },
        );
      });
      await picture(page, `${title}-${name}`);
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
      const found = asksAxe ? await axeViolations(page) : [];
      if (tooWide || found.length > 0) wrong[title] = { tooWide, found };
    }
    assert.deepEqual(wrong, {});
  });
}

test('a process that fell silent is told beside those that run', async () => {
  await open(page, '/admin/pipeline');
  await says(page, 'health-board tr:has(.alarm)', 'importer-1/7');
  await says(page, 'health-board tr .alarm', 'Not heard of');
  await says(page, 'health-board tr:has(.ok) td', 'importer:load');
});

test('titles say where one is, and back and forward go there', async () => {
  await open(page, '/admin/users');
  assert.equal(await page.title(), 'Users · Administration · Wattlet');
  await open(page, '/admin/pipeline/imports');
  assert.equal(await page.title(), 'Pipeline · Administration · Wattlet');
  await page.goBack();
  await says(page, 'h1', 'Users');
  await page.reload();
  await says(page, 'h1', 'Users');
});

test('an agent is offered the inbox and alerts, and nothing that they may not', async () => {
  const own = await openWatchedPage();
  await signIn(own.page, server.url, await server.login('agent', 'Nikos'), '/admin/alerts');
  await own.page.waitForSelector('energy-alerts', { timeout });
  const offered = await own.page.$$eval('.admin-sections a', (links) =>
    links.map(({ textContent }) => textContent),
  );
  assert.deepEqual(offered, ['Inbox', 'Alerts']);
  await open(own.page, '/admin/users');
  await says(own.page, 'h1', 'Your account may not see this page');
  assert.deepEqual(own.problems, []);
  await own[Symbol.asyncDispose]();
});

test('nothing went wrong on any page', () => {
  assert.deepEqual(watched.problems, []);
});
