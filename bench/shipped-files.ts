import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const BUNDLE = new URL('../packages/widgets/bundle/', import.meta.url).pathname;

/** Compressed sizes of the files that a page with a script tag loads before its element is there, by name. */
export async function shippedFiles(entry: string): Promise<ReadonlyMap<string, number>> {
  const sizes = new Map<string, number>();
  const load = async (name: string): Promise<void> => {
    if (sizes.has(name)) return;
    const text = await readFile(join(BUNDLE, name), 'utf8');
    sizes.set(name, gzipped(text));
    for (const imported of staticImports(text)) await load(join(name, '..', imported));
  };
  await load(entry);
  return sizes;
}

/** The file of a part that is loaded later. @throws Error when there is not one of this name */
export async function lazyPart(name: string): Promise<string> {
  const files = (await readdir(join(BUNDLE, 'parts'))).filter(
    (file) => file.startsWith(`${name}-`) && file.endsWith('.js'),
  );
  const [file] = files;
  if (file === undefined || files.length > 1)
    throw new Error(`there are ${files.length} parts ${name}: build the bundles anew`);
  return `parts/${file}`;
}

/** Size of a text, compressed as a server would at its best. */
export function gzipped(text: string): number {
  return gzipSync(text, { level: 9 }).length;
}

/** The relative files that a module imports before it runs. */
function staticImports(text: string): string[] {
  return [...text.matchAll(/\b(?:import|export)\b[^"'()]*["'](\.{1,2}\/[^"']+)["']/g)].flatMap(
    ([, path]) => path ?? [],
  );
}
