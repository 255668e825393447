import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { compactDescriptors } from './compact-descriptors.mjs';

const ENTRY = '\0entry';
const gen = (name) =>
  fileURLToPath(new URL(`../../../sdk/src/gen/wattlet/v1/${name}_pb.js`, import.meta.url));

/** What a page would have of these statements, built with the descriptors made small. */
async function built(source) {
  const entry = {
    name: 'entry',
    resolveId: (id) => (id === ENTRY ? id : null),
    load: (id) => (id === ENTRY ? source : null),
  };
  const bundle = await rollup({
    input: ENTRY,
    plugins: [
      entry,
      nodeResolve({ browser: true, rootDir: fileURLToPath(new URL('../..', import.meta.url)) }),
      compactDescriptors(),
    ],
    onwarn: () => {},
  });
  const { output } = await bundle.generate({ format: 'esm' });
  const [{ code }] = output;
  return {
    code,
    module: await import(`data:text/javascript;base64,${Buffer.from(code).toString('base64')}`),
  };
}

test('messages, services and what may be read by GET are the same with small descriptors', async () => {
  const source = `
    export { LiveService, WatchResponseSchema } from ${JSON.stringify(gen('live'))};
    export { SeriesService, GetSeriesResponseSchema } from ${JSON.stringify(gen('series'))};`;
  const { module } = await built(source);
  const [series, live] = await Promise.all([import(gen('series')), import(gen('live'))]);
  const fieldsOf = ({ fields }) =>
    fields.map(({ name, number, localName, fieldKind, scalar, oneof }) => [
      name,
      number,
      localName,
      fieldKind,
      scalar,
      oneof?.name,
    ]);
  for (const [small, whole] of [
    [module.WatchResponseSchema, live.WatchResponseSchema],
    [module.GetSeriesResponseSchema, series.GetSeriesResponseSchema],
  ]) {
    assert.equal(small.typeName, whole.typeName);
    assert.deepEqual(fieldsOf(small), fieldsOf(whole));
  }
  const methodsOf = ({ methods }) =>
    methods.map(({ name, methodKind, idempotency }) => [name, methodKind, idempotency]);
  assert.deepEqual(methodsOf(module.SeriesService), methodsOf(series.SeriesService));
  assert.deepEqual(methodsOf(module.LiveService), methodsOf(live.LiveService));
});

test('an enum of descriptors is there for whoever asks for it, and else it is not', async () => {
  const wkt = JSON.stringify(
    createRequire(gen('live')).resolve('@bufbuild/protobuf/wkt').replace('/cjs/', '/esm/'),
  );
  const asked = await built(`export { MethodOptions_IdempotencyLevel } from ${wkt};`);
  assert.equal(asked.module.MethodOptions_IdempotencyLevel.NO_SIDE_EFFECTS, 1);
  assert.doesNotMatch(asked.code, /LABEL_REQUIRED"\] = /);
  const { code } = await built(`export { LiveService } from ${JSON.stringify(gen('live'))};`);
  assert.doesNotMatch(code, /EDITION_2023 = |\["EDITION_2023"\] = /);
});

test('a version of protobuf-es that is made otherwise is refused', () => {
  const refused = [];
  const { transform } = compactDescriptors();
  const id = '/x/@bufbuild/protobuf/dist/esm/codegenv2/file.js';
  transform.call({ error: (message) => refused.push(message) }, 'export {}', id);
  assert.match(refused.join(), /another version of protobuf-es/);
});
