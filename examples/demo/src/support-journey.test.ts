import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'puppeteer-core';
import { letVisitorsWrite, showElement } from './testing/chat-page.ts';
import { type DemoProcess, startDemo } from './testing/demo-process.ts';
import { press } from './testing/portal-page.ts';
import { tellTrouble } from './testing/tell-trouble.ts';
import { openWatchedPage, type WatchedPage } from './testing/watched-page.ts';

/** Everything waits for what it is about; the machine may do much else. */
const timeout = 90_000;
/** Where pictures of both sides are kept; nowhere unless given. */
const { WATTLET_PICTURES: pictures } = process.env;

let home: string;
let demo: DemoProcess;
let customer: WatchedPage;
let agent: WatchedPage;
const opened = new AsyncDisposableStack();
before(async () => {
  home = await mkdtemp(join(tmpdir(), 'wattlet-journey-'));
  opened.defer(() => rm(home, { recursive: true, force: true }));
  demo = await startDemo({ home });
  opened.defer(() => demo[Symbol.asyncDispose]());
  customer = opened.use(await openWatchedPage());
  agent = opened.use(await openWatchedPage());
  await customer.page.setViewport({ width: 420, height: 720 });
  const [first, second] = demo.accounts;
  assert.ok(first && second);
  await showElement(customer.page, { url: demo.url, account: first, element: 'support-chat' });
  await showElement(agent.page, { url: demo.url, account: second, element: 'support-inbox' });
});
after(() => opened.disposeAsync());
afterEach(async (t) => {
  await tellTrouble(t, customer, demo);
  await tellTrouble(t, agent);
});

const CHAT = 'support-chat >>> ';
const INBOX = 'support-inbox >>> ';
const PANE = 'support-inbox >>> support-inbox-conversation >>> ';

/** Waits until a part says this. */
async function says(page: Page, selector: string, text: string): Promise<void> {
  await page.waitForSelector(`${selector}::-p-text(${text})`, { timeout });
}

async function write(page: Page, selector: string, text: string): Promise<void> {
  const field = await page.waitForSelector(selector, { timeout });
  await page.bringToFront();
  await field?.type(text);
}

/** Keeps how both sides look at the moment. */
async function picture(name: string): Promise<void> {
  if (pictures === undefined) return;
  await mkdir(pictures, { recursive: true });
  await customer.page.screenshot({ path: join(pictures, `${name}-customer.png`) });
  await agent.page.screenshot({ path: join(pictures, `${name}-agent.png`) });
}

test('a customer writes, an agent claims and answers: typing, the messages and that they were seen go both ways', async () => {
  await write(customer.page, `${CHAT}textarea`, 'My bill is twice as high as last month');
  await customer.page.keyboard.press('Enter');
  await says(agent.page, `${INBOX}.row .last`, 'My bill is twice as high');
  await says(agent.page, `${INBOX}.row .when`, 'waits');
  await picture('1-waiting');

  await press(agent.page, `${INBOX}.row`);
  await says(agent.page, `${PANE}.bubble`, 'My bill is twice as high');
  await press(agent.page, `${PANE}.actions button`);
  await says(agent.page, `${INBOX}.row .about`, 'You');
  await says(customer.page, `${CHAT}.state`, 'Seen');

  await write(agent.page, `${PANE}textarea`, 'Good day, I look');
  await says(customer.page, `${CHAT}.typing`, 'is typing');
  await picture('2-typing');
  await agent.page.keyboard.press('Enter');
  await says(customer.page, `${CHAT}.bubble`, 'Good day, I look');
  await customer.page.bringToFront();
  await says(agent.page, `${PANE}.state`, 'Seen');
  await picture('3-seen');
});

test('a note is for agents: the customer never sees it', async () => {
  await press(agent.page, `${PANE}.mode button:last-child`);
  await write(agent.page, `${PANE}textarea`, 'has a heat pump');
  await agent.page.keyboard.press('Enter');
  await says(agent.page, `${PANE}.note .bubble`, 'has a heat pump');
  await press(agent.page, `${PANE}.mode button:first-child`);
  await write(agent.page, `${PANE}textarea`, 'after the note');
  await agent.page.keyboard.press('Enter');
  await says(customer.page, `${CHAT}.bubble`, 'after the note');
  assert.equal(await customer.page.$(`${CHAT}.bubble::-p-text(heat pump)`), null);
});

test('what is written while the server is away arrives once it is there again, once, on both sides', async () => {
  const { port } = new URL(demo.url);
  await demo[Symbol.asyncDispose]();
  await says(agent.page, `${INBOX}[part="badge"]`, 'Reconnecting');
  await write(customer.page, `${CHAT}textarea`, 'written while you were away');
  await customer.page.keyboard.press('Enter');
  await customer.page.waitForSelector(`${CHAT}.outgoing`, { timeout });
  await picture('4-away');
  demo = await startDemo({ home, port });
  await says(agent.page, `${PANE}.bubble`, 'written while you were away');
  await customer.page.waitForSelector(`${CHAT}.outgoing`, { hidden: true, timeout });
  await picture('5-back');
  for (const [page, log] of [
    [customer.page, CHAT],
    [agent.page, PANE],
  ] as const) {
    const texts = await page.$$eval(`${log}.said .text`, (all) => all.map(({ textContent }) => textContent));
    assert.equal(texts.filter((text) => text === 'written while you were away').length, 1);
  }
});

test('closing is told, and the next message opens the conversation again', async () => {
  await press(agent.page, `${PANE}.actions .quiet-button`);
  await says(agent.page, `${PANE}.hint`, 'Closed');
  await customer.page.waitForSelector(`${CHAT}[part="rating"]`, { timeout });
  await picture('6-closed');
  await write(customer.page, `${CHAT}textarea`, 'One more thing');
  await customer.page.keyboard.press('Enter');
  await says(agent.page, `${PANE}.bubble`, 'One more thing');
  await agent.page.waitForSelector(`${PANE}.hint`, { hidden: true, timeout });
});

test('what a visitor has written is theirs once they have signed in', async () => {
  const key = await letVisitorsWrite(agent.page);
  const { page } = customer;
  await page.$eval('support-chat', (chat, siteKey) => chat.setAttribute('visitor-key', siteKey), key);
  await page.waitForSelector(`${CHAT}[part="empty"]`, { timeout });
  await write(page, `${CHAT}textarea`, 'I have no account yet');
  await page.keyboard.press('Enter');
  await says(agent.page, `${INBOX}.row .last`, 'I have no account yet');
  await page.$eval('support-chat', (chat) => chat.removeAttribute('visitor-key'));
  await says(page, `${CHAT}.bubble`, 'I have no account yet');
  await page.waitForSelector(`${CHAT}.outgoing`, { hidden: true, timeout });
});
