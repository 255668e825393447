// `npm run screenshots [-- NAME…]`: every page of the portal, and the states of its elements, on a desktop and on a
// phone, light and dark, into `screenshots/`; and the portal of a utility that embeds them. What is wrong on the console of a page is printed beside its name.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { startDemo } from '../../examples/demo/src/testing/demo-process.ts';
import { openWatchedPage } from '../../examples/demo/src/testing/watched-page.ts';
import { root } from '../lib/repository.mjs';
import { CHILD_FLAGS } from '../lib/source-flags.mjs';
import { SCENES } from './scenes.mjs';

const FOLDER = join(root, 'screenshots');
/** The readme's and the documents' own. */
const DOCS = {
  landing: 'desktop-light',
  home: 'desktop-dark',
  'generation-germany': 'desktop-light',
  meters: 'phone-dark',
  support: 'phone-light',
  conversation: 'desktop-light',
};
const LOOKS = [
  { look: 'desktop-light', width: 1280, height: 900, scheme: 'light' },
  { look: 'desktop-dark', width: 1280, height: 900, scheme: 'dark' },
  { look: 'phone-light', width: 360, height: 740, scheme: 'light' },
  { look: 'phone-dark', width: 360, height: 740, scheme: 'dark' },
];
const MOST_MS = 20_000;
/** What is drawn has come to rest. */
const REST_MS = 900;
/** Until an element says that the network is gone. */
const OFFLINE_MS = 4_000;
/** Has no meter, no alert, no chat. */
const NEWCOMER = { email: 'newcomer@demo.example', password: 'a quiet harbour 17', displayName: 'Newcomer' };

const { values, positionals: words } = parseArgs({
  allowPositionals: true,
  options: { docs: { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
});
const scenes = SCENES.filter(
  ({ name }) =>
    (words.length === 0 || words.some((word) => name.includes(word))) && (!values.docs || name in DOCS),
);
if (values.help || scenes.length === 0) {
  const names = SCENES.map(({ name }) => name).join(', ');
  process.stderr.write(`Usage: npm run screenshots [-- NAME… --docs]\nNames or parts of them: ${names}\n`);
  process.exit(values.help ? 0 : 2);
}

await mkdir(FOLDER, { recursive: true });
{
  const embedded = scenes.filter(({ at }) => at === 'utility');
  if (embedded.length > 0) await takeEmbedded(embedded);
}
await using demo = await startDemo();
// Until an alert has fired there is nothing for the bell to tell.
const whom = Object.fromEntries(demo.accounts.map((account) => [account.email.split('@', 1)[0], account]));
for (const as of [undefined, 'subscriber', 'newcomer', 'utility', 'administrator']) {
  const shown = scenes.filter((scene) => scene.as === as && !scene.at);
  if (shown.length === 0) continue;
  await using watched = await openWatchedPage();
  if (as === 'newcomer') await post(watched.page, 'SignUp', NEWCOMER);
  else if (as) await post(watched.page, 'SignIn', whom[as]);
  for (const scene of shown) await take(watched, scene, demo.url);
}

async function take({ page, problems }, scene, url) {
  const { name, path, element, shown, click, after, isWhole, isOffline, held, cut } = scene;
  const before = problems.length;
  await page.setRequestInterception(Boolean(held ?? cut));
  const answer = (request) => {
    if (held?.test(request.url())) return undefined;
    return cut?.test(request.url()) ? request.abort() : request.continue();
  };
  if (held ?? cut) page.on('request', answer);
  for (const { look, width, height, scheme } of LOOKS) {
    if (values.docs && DOCS[name] !== look) continue;
    await page.setViewport({ width, height, deviceScaleFactor: values.docs && width < 500 ? 2 : 1 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(new URL(path, url).href, { waitUntil: 'domcontentloaded' });
    if (element) await page.evaluate(showAlone, element);
    await page.waitForSelector(shown, { timeout: MOST_MS }).catch(() => missing(name, look, shown));
    if (click)
      await page
        .waitForSelector(`${click}, ${after}`, { timeout: MOST_MS })
        .catch(() => missing(name, look, click));
    // Whoever signed in for the look before still is: what comes after is there without a click.
    if (click && !(await page.$(after)) && (await page.$(click))) await page.locator(click).click();
    if (after)
      await page.waitForSelector(after, { timeout: MOST_MS }).catch(() => missing(name, look, after));
    await page.setOfflineMode(Boolean(isOffline));
    await new Promise((resolve) => setTimeout(resolve, isOffline ? OFFLINE_MS : REST_MS));
    const folder = values.docs ? join(root, 'docs/images') : FOLDER;
    const file = join(folder, values.docs ? `portal-${name}.png` : `${name}-${look}.png`);
    // A bar that sticks to the window would lie across a picture of the whole page.
    await page.screenshot({ path: file, fullPage: !values.docs && (!after || isWhole) && width > 500 });
    await page.setOfflineMode(false);
    if (values.docs) console.log(file, (await readFile(file)).length, 'bytes');
  }
  page.off('request', answer);
  const isRefused = element && !scene.as;
  const wrong = cut || isOffline || isRefused ? [] : problems.slice(before);
  console.log(`${name}${wrong.length > 0 ? `: ${wrong.join('; ')}` : ''}`);
}

function missing(name, look, selector) {
  console.log(`${name} ${look}: ${selector} did not come`);
}

/** Signs somebody up or in. */
async function post(page, method, account) {
  await page.goto(new URL('/robots.txt', demo.url).href);
  await page.evaluate(
    async (name, body) => {
      await fetch(`/wattlet.v1.AccountService/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
    },
    method,
    JSON.stringify(account),
  );
}

/** In the page: leaves nothing on it but one element. */
async function showAlone(element) {
  const shown = document.createElement(element);
  shown.setAttribute('inline', '');
  document.documentElement.lang = 'en-GB';
  document.body.replaceChildren(shown);
  await import(`/widgets/${element}.js`);
}

/** Takes pictures of the portal of the utility, which runs for as long. */
async function takeEmbedded(embedded) {
  const home = await mkdtemp(join(tmpdir(), 'wattlet-screenshots-'));
  const example = spawn(
    process.execPath,
    [...CHILD_FLAGS, join(root, 'examples/utility-embed/src/main.ts')],
    {
      env: { ...process.env, WATTLET_HOME: home, PORT: '0', PORTAL_PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = once(example, 'exit');
  try {
    for await (const line of createInterface({ input: example.stdout })) {
      const [, url] = /portal is at (\S+),/.exec(line) ?? [];
      if (url === undefined) continue;
      await using watched = await openWatchedPage();
      for (const scene of embedded) await take(watched, scene, url);
      break;
    }
  } finally {
    example.kill('SIGINT');
    await ended;
    await rm(home, { recursive: true, force: true });
  }
}
