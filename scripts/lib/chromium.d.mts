/** A Chromium that runs: the one CHROME_PATH names, an installed one, or one that is installed now. */
export function findChromium(env: NodeJS.ProcessEnv): Promise<{ path: string; version: string }>;
