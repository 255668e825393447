import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's root folder. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where everything goes that can be made again: a Node, logs, stamps, a browser. */
export const cache = join(root, '.cache');

/** The root package.json. */
export const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
