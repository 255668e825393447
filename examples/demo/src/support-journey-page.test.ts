import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type DemoProcess, startDemo } from './testing/demo-process.ts';
import { openWatchedPage, type WatchedPage } from './testing/watched-page.ts';

/** Everything waits for what it is about; the machine may do much else. */
const timeout = 90_000;

let demo: DemoProcess;
let customer: WatchedPage;
let agent: WatchedPage;
before(async () => {
  demo = await startDemo();
  [customer, agent] = await Promise.all([openWatchedPage(), openWatchedPage()]);
});
after(async () => {
  await customer[Symbol.asyncDispose]();
  await agent[Symbol.asyncDispose]();
  await demo[Symbol.asyncDispose]();
});

const CHAT = 'support-chat >>> ';
const PANE = 'support-inbox >>> support-inbox-conversation >>> ';

test('the customer of the page asks about a chart, and the administrator sees the same chart and answers', async () => {
  const { page } = customer;
  await page.goto(new URL('/demo/', demo.url).href);
  await page.waitForSelector('energy-chart[stream="flows"] >>> [part="plot"] canvas', { timeout });
  const ask = await page.waitForSelector('[data-ask="flows"]', { visible: true, timeout });
  await ask?.click();
  await page.waitForSelector(`${CHAT}.chip::-p-text(GR)`, { timeout });
  const field = await page.waitForSelector(`${CHAT}textarea`, { timeout });
  await field?.type('Where does it come from?');
  await page.keyboard.press('Enter');
  await page.waitForSelector(`${CHAT}.bubble .reference::-p-text(GR)`, { timeout });

  await agent.page.goto(new URL('/demo/support.html', demo.url).href);
  await agent.page.waitForSelector('#sign-in', { visible: true, timeout });
  const [, administrator] = demo.accounts;
  assert.ok(administrator);
  await agent.page.type('#sign-in input[type="password"]', administrator.password);
  await Promise.all([agent.page.waitForNavigation({ timeout }), agent.page.keyboard.press('Enter')]);
  await agent.page.waitForSelector('support-inbox >>> .row .name', { timeout });
  const { length: known } = agent.problems;
  await agent.page.click('support-inbox >>> .row');
  const reference = await agent.page.waitForSelector(`${PANE}.reference`, { timeout });
  await reference?.click();
  await agent.page.waitForSelector('#about energy-chart[stream="flows"] >>> [part="plot"] canvas', {
    timeout,
  });
  assert.equal(await agent.page.$eval('#about energy-chart', (chart) => Reflect.get(chart, 'area')), 'GR');
  const reply = await agent.page.waitForSelector(`${PANE}textarea`, { timeout });
  await reply?.type('From Bulgaria and Italy');
  await agent.page.keyboard.press('Enter');
  await page.waitForSelector(`${CHAT}.bubble::-p-text(From Bulgaria and Italy)`, { timeout });
  assert.deepEqual(customer.problems, []);
  // Before anybody was signed in the calls were refused, as they had to be.
  assert.deepEqual(agent.problems.slice(known), []);
});
