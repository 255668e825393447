import { findChromium } from './chromium.mjs';

/**
 * How tests and benchmarks start a browser that calls nobody but the pages it is given.
 *
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<{ executablePath: string, args: string[] }>} for puppeteer's `launch`
 */
export async function browserOptions(env) {
  const { path } = await findChromium(env);
  return {
    executablePath: path,
    args: [
      // Chromium refuses its sandbox to root, as which containers run.
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--disable-quic',
      '--no-first-run',
    ],
  };
}
