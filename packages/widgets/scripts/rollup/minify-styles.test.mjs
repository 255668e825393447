import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rollup } from 'rollup';
import { minifyStyles } from './minify-styles.mjs';

/** The code that is made of this source, which stands in a file of styles. */
async function made(source) {
  const bundle = await rollup({
    input: '/dist/list-styles.js',
    plugins: [{ name: 'source', resolveId: (id) => id, load: () => source }, minifyStyles()],
    onwarn: () => undefined,
  });
  return (await bundle.generate({ format: 'es' })).output[0].code;
}

const SHEET = `
  /* Rows are equally high. */
  .list > li:hover,
  .list::after {
    margin: calc(1px + 2px) auto;
    \${size};
  }`;

test('style sheets lose their comments and indentation, however the compiler has laid out their tag', async () => {
  for (const tag of ['css', 'css ']) {
    const code = await made(`export const list = ${tag}\`${SHEET}\`;`);
    assert.match(code, /` \.list > li:hover,\.list::after\{margin:calc\(1px \+ 2px\) auto;\$\{size\}\}`/);
  }
});

test('a file of styles in which no sheet is found is refused', async () => {
  await assert.rejects(
    made('import css from "./css"; export const list = css({ margin: 0 });'),
    /no style sheet/,
  );
});
