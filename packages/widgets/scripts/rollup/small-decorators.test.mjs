import assert from 'node:assert/strict';
import { test } from 'node:test';
import { rollup } from 'rollup';
import { smallDecorators } from './small-decorators.mjs';

/** As TypeScript writes it. */
const HELPER = `var __decorate = (this && this.__decorate) || function (decorators, target, key, desc) {
    var c = arguments.length, r = c < 3 ? target : desc;
    return c > 3 && r && Object.defineProperty(target, key, r), r;
};
`;

const SOURCE = `${HELPER}import { property } from '@lit/reactive-element/decorators/property.js';
export class Element {
  static made = [];
  static createProperty(name, options) { this.made.push([name, options]); }
}
__decorate([
    property()
], Element.prototype, "server", void 0);
__decorate([
    property({
        reflect: true,
    })
], Element.prototype, "open", void 0);
`;

/** @param {string} source of an element */
async function built(source) {
  const bundle = await rollup({
    input: '/dist/element.js',
    plugins: [
      {
        name: 'source',
        resolveId: (id) => id,
        load: (id) => (id === '/dist/element.js' ? source : null),
      },
      smallDecorators(),
    ],
  });
  const [{ code }] = (await bundle.generate({ format: 'esm' })).output;
  return code;
}

test('properties are made as Lit makes them, without what decorators can do in general', async () => {
  const code = await built(SOURCE);
  const { Element } = await import(`data:text/javascript,${encodeURIComponent(code)}`);
  assert.deepEqual(Element.made, [
    ['server', undefined],
    ['open', { reflect: true }],
  ]);
  assert.doesNotMatch(code, /defineProperty|__decorate/);
});

test('an element that decorates a method, itself, or a property twice is refused', async () => {
  for (const [from, to] of [
    ['], Element.prototype, "open", void 0);', '], Element.prototype, "open", null);'],
    ['], Element.prototype, "open", void 0);', '], Element);'],
    ['    property()\n', '    property(),\n    property()\n'],
    [HELPER, 'const __decorate = () => undefined;'],
  ])
    await assert.rejects(built(SOURCE.replace(from, to)), /decorates more than properties/);
});
