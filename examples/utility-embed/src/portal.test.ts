import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { openWatchedPage, type WatchedPage } from '@wattlet/demo/watched-page';
import { CHILD_FLAGS } from '../../../scripts/lib/source-flags.mjs';
import { waitInside } from '../../../scripts/lib/wait-inside.mjs';

const MAIN = fileURLToPath(new URL('main.ts', import.meta.url));
/** The shortest that a token may live: it is renewed when 80 % of that are over. */
const TOKEN_SECONDS = '60';
/** The machine may do much else. */
const timeout = 120_000;

let home: string;
let example: ReturnType<typeof spawn>;
let portal: string;
let wattlet: string;
let watched: WatchedPage;

before(async () => {
  home = await mkdtemp(join(tmpdir(), 'wattlet-utility-'));
  const { AMQP_URL: _broker, ...env } = process.env;
  const child = spawn(process.execPath, [...CHILD_FLAGS, MAIN], {
    env: { ...env, WATTLET_HOME: home, PORT: '0', PORTAL_PORT: '0', TOKEN_SECONDS },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  example = child;
  let said = '';
  [portal = '', wattlet = ''] = await new Promise<string[]>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        const [, ...addresses] = /portal is at (\S+), Wattlet at (\S+)\. /.exec(said) ?? [];
        if (addresses.length > 0) resolve(addresses);
      });
    }
    child.once('exit', () => reject(new Error(`the example ended: ${said}`)));
  });
  watched = await openWatchedPage();
});
after(async () => {
  await watched?.[Symbol.asyncDispose]();
  if (example.exitCode === null) {
    const ended = once(example, 'exit');
    example.kill('SIGINT');
    await ended;
  }
  await rm(home, { recursive: true, force: true });
});

test('a visitor sees the public chart under a strict policy, in the brand of the utility', async () => {
  const { page, problems } = watched;
  const response = await page.goto(portal);
  const policy = response?.headers()['content-security-policy'] ?? '';
  for (const rule of ["default-src 'none'", "require-trusted-types-for 'script'"])
    assert.ok(policy.includes(rule));
  assert.doesNotMatch(policy, /unsafe|\*/);
  assert.notEqual(new URL(portal).origin, new URL(wattlet).origin);
  await waitInside(page, 'energy-chart >>> [part="plot"] canvas', { timeout });
  const style = await page.evaluate("getComputedStyle(document.querySelector('energy-chart')).fontFamily");
  assert.match(String(style), /^Figtree/);
  assert.deepEqual(problems, []);
});

test('a customer sees their alerts and chats, their token is renewed, and signing out drops everything', {
  timeout: 300_000,
}, async () => {
  const { page, problems } = watched;
  const tokens: string[] = [];
  const renewed = new Promise<void>((resolve) => {
    page.on('response', async (response) => {
      if (!response.url().endsWith('/wattlet-token') || !response.ok() || tokens.length > 1) return;
      tokens.push(await response.text());
      if (tokens.length > 1) resolve();
    });
  });
  await page.click('form button');
  await waitInside(page, 'energy-alerts >>> [part="headroom"]', { timeout });
  await waitInside(page, 'support-chat >>> [part="launcher"]', { timeout });
  assert.equal(await page.$eval('support-chat a', (link) => link.getClientRects().length), 0);
  await page.evaluate("document.querySelector('support-chat').show()");
  await waitInside(page, 'support-chat >>> [part="composer"] textarea', { timeout });
  await page.evaluate("document.querySelector('support-chat').close()");
  await renewed;
  assert.notEqual(tokens[0], tokens[1]);
  assert.deepEqual(
    await page.$$eval('pierce/[part="error"]', (all) => all.map((one) => one.textContent)),
    [],
  );
  assert.deepEqual(problems, []);

  await page.evaluate("localStorage.setItem('kept', 'something')");
  await Promise.all([page.waitForNavigation(), page.click('form button')]);
  assert.equal(await page.$('energy-alerts'), null);
  assert.equal(await page.evaluate('localStorage.length'), 0);
  assert.deepEqual(await page.browserContext().cookies(), []);
  assert.equal(await page.evaluate("fetch('/wattlet-token').then(({ status }) => status)"), 401);
});

test('the secret of the site is in no page', async () => {
  const { page } = watched;
  for (const path of ['/', '/portal.css']) {
    const response = await page.goto(portal + path);
    assert.doesNotMatch((await response?.text()) ?? '', /sk_/);
  }
});

test('a visitor is asked to sign in where customers see what is theirs', async () => {
  const { page } = watched;
  await page.goto(portal);
  await page.evaluate(`for (const name of ['energy-alerts', 'support-chat']) {
    const element = document.body.appendChild(document.createElement(name));
    element.toggleAttribute('open', true);
  }`);
  for (const name of ['energy-alerts', 'support-chat'])
    await waitInside(page, `${name} >>> slot[name="sign-in"]`, { timeout });
});
