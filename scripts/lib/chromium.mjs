import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { npmCommand, npmOptions } from './npm.mjs';
import { cache } from './repository.mjs';
import { SetupError } from './setup-error.mjs';
import { withSetupLock } from './setup-lock.mjs';
import { filesBelow } from './stamp.mjs';
import { runLogged, step } from './step.mjs';

const PLAYWRIGHT = 'playwright-core@1.65.1';
const DOWNLOADS = join(cache, 'chromium');
const NAMES = [
  'google-chrome-stable',
  'google-chrome',
  'chromium',
  'chromium-browser',
  'chrome',
  'chrome.exe',
];
const USUAL_PLACES = [
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * A Chromium for the browser tests: the one CHROME_PATH names, an installed one, one from
 * the system's packages (root on Debian or Ubuntu), or one that playwright-core downloads.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ path: string, version: string }>}
 * @throws {SetupError} where none of these gives one that runs
 */
export async function findChromium(env) {
  if (env.CHROME_PATH) return namedChromium(env.CHROME_PATH);
  // Several files of tests may ask for one at the same time.
  return installed(env) ?? (await withSetupLock(async () => installed(env) ?? (await getOne(env))));
}

function installed(env) {
  return firstThatRuns([...onPath(env.PATH ?? ''), ...USUAL_PLACES, ...downloaded()]);
}

async function getOne(env) {
  const problems = [];
  for (const { title, applies, make } of WAYS_TO_GET_ONE) {
    if (!applies()) continue;
    try {
      await step(title, () => make(env));
    } catch (error) {
      problems.push(error.message);
      continue;
    }
    const made = installed(env);
    if (made) return made;
    problems.push(`${title}: done, but no browser that runs came of it`);
  }
  const advice = 'No Chromium for the browser tests: install Chrome or Chromium, or set CHROME_PATH.';
  throw new SetupError([...problems, advice].join('\n\n'));
}

const WAYS_TO_GET_ONE = [
  {
    title: 'Installing chromium from the system packages',
    applies: () => process.getuid?.() === 0 && isDebian(),
    async make(env) {
      const options = { env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
      await runLogged('apt-update', ['apt-get', 'update'], options);
      const install = ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'];
      await runLogged('chromium', install, options);
    },
  },
  {
    title: `Downloading Chromium with ${PLAYWRIGHT}`,
    applies: () => true,
    async make(env) {
      const command = npmCommand('npx', '--yes', PLAYWRIGHT, 'install', 'chromium');
      await runLogged('chromium', command, npmOptions({ ...env, PLAYWRIGHT_BROWSERS_PATH: DOWNLOADS }));
    },
  },
];

function namedChromium(path) {
  const named = firstThatRuns([path]);
  if (!named) throw new SetupError(`CHROME_PATH is ${path}, which does not run as a browser`);
  return named;
}

/** Every place on a PATH where a browser of a known name would be. */
export function onPath(path) {
  const folders = path.split(delimiter).filter((folder) => folder !== '');
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name)));
}

function downloaded() {
  if (!existsSync(DOWNLOADS)) return [];
  return filesBelow(DOWNLOADS).filter((file) => /[\\/](chrome|chrome\.exe|Chromium)$/.test(file));
}

function firstThatRuns(paths) {
  for (const path of paths) {
    if (!existsSync(path)) continue;
    // On Windows chrome.exe opens a window instead of answering.
    if (process.platform === 'win32') return { path, version: 'Chrome' };
    const { status, stdout } = spawnSync(path, ['--version'], { encoding: 'utf8', timeout: 20_000 });
    // Ubuntu's `chromium` may be a stub that only asks for its snap.
    if (status === 0) return { path, version: /^.*?\d[\d.]*/m.exec(stdout)?.[0] ?? 'Chromium' };
  }
  return undefined;
}

function isDebian() {
  if (!existsSync('/etc/os-release')) return false;
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(readFileSync('/etc/os-release', 'utf8'));
}
