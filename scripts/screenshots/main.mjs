// `npm run screenshots [-- NAME…]`: every page of the portal, and the states of its elements, on a desktop and on a
// phone, light and dark, into `screenshots/`. What is wrong on the console of a page is printed beside its name.
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startDemo } from '../../examples/demo/src/testing/demo-process.ts';
import { openWatchedPage } from '../../examples/demo/src/testing/watched-page.ts';
import { root } from '../lib/repository.mjs';
import { SCENES } from './scenes.mjs';

const FOLDER = join(root, 'screenshots');
/** The readme's own. */
const DOCS = {
  landing: 'desktop-light',
  home: 'desktop-dark',
  'generation-germany': 'desktop-light',
  meters: 'phone-dark',
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

const words = process.argv.slice(2).filter((word) => !word.startsWith('--'));
const forDocs = process.argv.includes('--docs');
const scenes = SCENES.filter(
  ({ name }) =>
    (words.length === 0 || words.some((word) => name.includes(word))) && (!forDocs || name in DOCS),
);

await mkdir(FOLDER, { recursive: true });
await using demo = await startDemo();
// Until an alert has fired there is nothing for the bell to tell.
const whom = Object.fromEntries(demo.accounts.map((account) => [account.email.split('@', 1)[0], account]));
for (const as of [undefined, 'subscriber', 'utility', 'administrator']) {
  const shown = scenes.filter((scene) => scene.as === as);
  if (shown.length === 0) continue;
  await using watched = await openWatchedPage();
  if (as) await signIn(watched.page, whom[as]);
  for (const scene of shown) await take(watched, scene);
}

async function take({ page, problems }, scene) {
  const { name, path, shown, click, after, held, cut } = scene;
  const before = problems.length;
  await page.setRequestInterception(Boolean(held ?? cut));
  const answer = (request) => {
    if (held?.test(request.url())) return undefined;
    return cut?.test(request.url()) ? request.abort() : request.continue();
  };
  if (held ?? cut) page.on('request', answer);
  for (const { look, width, height, scheme } of LOOKS) {
    if (forDocs && DOCS[name] !== look) continue;
    await page.setViewport({ width, height, deviceScaleFactor: forDocs && width < 500 ? 2 : 1 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(new URL(path, demo.url).href, { waitUntil: 'domcontentloaded' });
    await page.waitForSelector(shown, { timeout: MOST_MS }).catch(() => missing(name, look, shown));
    if (click) await page.locator(click).click();
    if (after)
      await page.waitForSelector(after, { timeout: MOST_MS }).catch(() => missing(name, look, after));
    await new Promise((resolve) => setTimeout(resolve, REST_MS));
    const folder = forDocs ? join(root, 'docs/images') : FOLDER;
    const file = join(folder, forDocs ? `portal-${name}.png` : `${name}-${look}.png`);
    // A bar that sticks to the window would lie across a picture of the whole page.
    await page.screenshot({ path: file, fullPage: !forDocs && !after && width > 500 });
    if (forDocs) console.log(file, (await readFile(file)).length, 'bytes');
  }
  page.off('request', answer);
  const wrong = cut ? [] : problems.slice(before);
  console.log(`${name}${wrong.length > 0 ? `: ${wrong.join('; ')}` : ''}`);
}

function missing(name, look, selector) {
  console.log(`${name} ${look}: ${selector} did not come`);
}

async function signIn(page, { email, password }) {
  await page.goto(new URL('/robots.txt', demo.url).href);
  await page.evaluate(
    async (account) => {
      await fetch('/wattlet.v1.AccountService/SignIn', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(account),
      });
    },
    { email, password },
  );
}
