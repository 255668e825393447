import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rollup } from 'rollup';
import { minifyTemplates } from './minify-templates.mjs';

const SOURCE = `const rows = (all) => html \`
    <ul  class="list">
      \${all.map((one) => html\`
        <li>\${one.text   }</li>
      \`)}
    </ul>\`;
export const other = plain\`a
   b\`;
export { rows };`;

test('templates lose their indentation, nested ones too, and nothing else changes', async () => {
  const bundle = await rollup({
    input: '/dist/list.js',
    plugins: [
      {
        name: 'source',
        resolveId: (id) => id,
        load: () => SOURCE,
      },
      minifyTemplates(),
    ],
    onwarn: () => undefined,
  });
  const [{ code }] = (await bundle.generate({ format: 'es' })).output;
  assert.ok(
    code.includes(
      `html \`\n<ul class="list">\n\${all.map((one) => html\`\n<li>\${one.text   }</li>\n\`)}\n</ul>\``,
    ),
    code,
  );
  assert.ok(code.includes('plain`a\n   b`'), code);
});
