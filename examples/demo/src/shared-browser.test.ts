/// <reference lib="dom" />
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { type Account, showElement } from './testing/chat-page.ts';
import { type DemoProcess, startDemo } from './testing/demo-process.ts';
import { openWatchedPage, type WatchedPage } from './testing/watched-page.ts';

/** Everything waits for what it is about; the machine may do much else. */
const timeout = 90_000;
const CHAT = 'support-chat >>> ';
const MARIA = { email: 'maria@shared.example', password: 'short boats row east' };
const NIKOS = { email: 'nikos@shared.example', password: 'tall ships sail west' };

let demo: DemoProcess;
let browser: WatchedPage;
let page: Page;
/** Nothing can be written to the server. */
let isAway = false;
before(async () => {
  demo = await startDemo();
  browser = await openWatchedPage();
  page = browser.page;
  await page.goto(new URL('/robots.txt', demo.url).href);
  for (const account of [MARIA, NIKOS]) await page.evaluate(signUp, account);
  await page.setRequestInterception(true);
  page.on('request', (request) => {
    const isWriting = /ChatService\/(OpenConversation|SendMessage)$/.test(request.url());
    void (isAway && isWriting ? request.abort('connectionfailed') : request.continue());
  });
});
after(async () => {
  await browser[Symbol.asyncDispose]();
  await demo[Symbol.asyncDispose]();
});

/** Runs in the page. */
async function signUp(account: Account): Promise<void> {
  const response = await fetch('/wattlet.v1.AccountService/SignUp', {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'connect-protocol-version': '1' },
    body: JSON.stringify({ ...account, displayName: account.email }),
  });
  if (!response.ok) throw new Error(`signing up as ${account.email}: ${await response.text()}`);
}

const signIn = (account: Account) => showElement(page, { url: demo.url, account, element: 'support-chat' });

async function write(text: string): Promise<void> {
  const field = await page.waitForSelector(`${CHAT}textarea`, { timeout });
  await field?.type(text);
  await page.keyboard.press('Enter');
}

/** Waits until a message is shown as one that has arrived. */
async function arrives(text: string): Promise<void> {
  await page.waitForSelector(`${CHAT}.said:not(.outgoing) .text::-p-text(${text})`, { timeout });
}

const texts = () => page.$$eval(`${CHAT}.said .text`, (all) => all.map(({ textContent }) => textContent));

test('what Maria could not send is neither shown to Nikos, who signs in after her, nor sent as his, and arrives once she is back', async () => {
  isAway = true;
  await signIn(MARIA);
  await write('my door code is wrong');
  await page.waitForSelector(`${CHAT}.outgoing`, { timeout });
  await signIn(MARIA);
  await page.waitForSelector(`${CHAT}.outgoing ::-p-text(my door code is wrong)`, { timeout });

  isAway = false;
  await signIn(NIKOS);
  await write('good day from Nikos');
  await arrives('good day from Nikos');
  assert.deepEqual(await texts(), ['good day from Nikos']);

  await signIn(MARIA);
  await arrives('my door code is wrong');
  assert.deepEqual(await texts(), ['my door code is wrong']);
  await signIn(NIKOS);
  await arrives('good day from Nikos');
  assert.deepEqual(await texts(), ['good day from Nikos']);
});
