import assert from 'node:assert/strict';
import { test } from 'node:test';
import { elementReference } from './element-reference.mjs';

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
}`;

test('a page says of an element what its source says', () => {
  const page = elementReference([SOURCE, 'export class NoElement {}']);
  // How wide the columns of a table are is the formatter's business.
  const lines = page.split('\n').map((line) => line.replace(/ +/g, ' '));
  for (const line of [
    '## `<a-cat>`',
    'Says what a cat does.',
    "| `cat-name` | `'Mau'` | What it is called. |",
    '| `asleep` | | Whether it sleeps. |',
    '| `owner` (property only) | | Who feeds it. |',
    '| `title` | Replaces the title. |',
    '| `tail` | The tail \\| what wags. |',
    '| `--cat-color` | `#000` | Colour of the fur. |',
    '| `purr` | `PurrEvent` | It is content. |',
  ]) {
    assert.ok(lines.includes(line), `${line}\n---\n${page}`);
  }
});
