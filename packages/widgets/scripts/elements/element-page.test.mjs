import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { elementManifest } from './element-manifest.mjs';
import { elementPage } from './element-page.mjs';
import { reactTypes, vueTypes } from './element-types.mjs';

const SOURCE = `
/**
 * More words.
 *
 * @summary Says what a cat does.
 * @element a-cat
 *
 * @slot title - Replaces
 *   the title.
 * @csspart tail - The tail | what wags.
 * @cssproperty [--cat-color=#000] - Colour of the fur.
 *
 * @fires {PurrEvent} purr - It is content.
 */
export class CatElement extends LitElement {
  /** What it is called. */
  @property({ attribute: 'cat-name', reflect: true }) catName: string = 'Mau';
  /** Whether it sleeps. */
  @property({ type: Boolean }) asleep = false;
  /** Who feeds it. */
  @property({ attribute: false }) owner: Owner | undefined;
  #mood = 'good';

  /** Feeds it. */
  feed(food: string, times?: number): void {
    this.dispatchEvent(new ScratchEvent(food));
  }
}`;

async function manifestOf(source) {
  const cwd = await mkdtemp(join(tmpdir(), 'elements-'));
  try {
    // The analyzer looks for one upwards, and does not stop at the root.
    await writeFile(join(cwd, 'package.json'), '{}');
    await writeFile(join(cwd, 'cat-element.ts'), source);
    await writeFile(join(cwd, 'no-element.ts'), 'export class NoElement {}');
    return await elementManifest({ cwd, globs: '*-element.ts' });
  } finally {
    await rm(cwd, { recursive: true });
  }
}

test('page and types say of an element what its source says, and nothing that is private', async () => {
  const manifest = await manifestOf(SOURCE);
  const page = elementPage(manifest);
  for (const line of [
    '## `<a-cat>`',
    'Says what a cat does.',
    "| `cat-name` | `string` | `'Mau'` | What it is called. |",
    '| `asleep` | `boolean` |  | Whether it sleeps. |',
    '| `owner` | `Owner \\| undefined` | Who feeds it. |',
    '| `feed(food, times?)` | Feeds it. |',
    '| `title` | Replaces the title. |',
    '| `tail` | The tail \\| what wags. |',
    '| `--cat-color` | `#000` | Colour of the fur. |',
    '| `purr` | `PurrEvent` | It is content. |',
  ]) {
    assert.ok(page.split('\n').includes(line), `${line}\n---\n${page}`);
  }
  assert.doesNotMatch(page, /mood|NoElement|scratch/);
  const parameters = "CatElement, 'catName' | 'asleep' | 'owner', { 'purr': PurrEvent }";
  assert.ok(reactTypes(manifest).includes(`'a-cat': ElementProps<${parameters}>;`));
  assert.ok(vueTypes(manifest).includes(`'a-cat': CustomElement<${parameters}>;`));
});
