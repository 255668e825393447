/** How tests and benchmarks start a browser that calls nobody but the pages it is given: options of puppeteer's `launch`. */
export function browserOptions(env: NodeJS.ProcessEnv): Promise<{ executablePath: string; args: string[] }>;
