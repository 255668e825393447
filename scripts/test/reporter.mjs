import { inspect } from 'node:util';

const INTERNAL_FRAMES = /^ +at .*node:internal\/.*\n/gm;
// What node:test repeats at the end as diagnostics.
const COUNTS = /^(tests|suites|pass|fail|cancelled|skipped|todo|duration_ms) /;

/**
 * A reporter for node:test: one line of JSON for each thing that the run of a file has to
 * know. `done` is the last, so that a file which ends before it can be told.
 */
export default async function* report(events) {
  const path = [];
  for await (const { type, data } of events) {
    if (type === 'test:start') path.splice(data.nesting, Infinity, data.name);
    const line = describe(type, data, path);
    if (line) yield `${JSON.stringify(line)}\n`;
  }
}

function describe(type, data, path) {
  switch (type) {
    case 'test:dequeue':
      return { kind: 'begun', id: idOf(data), name: data.name };
    case 'test:complete':
      return { kind: 'ended', id: idOf(data) };
    case 'test:pass':
    case 'test:fail':
      return result(type, data, [...path.slice(0, data.nesting), data.name].join(' › '));
    case 'test:diagnostic':
      return COUNTS.test(data.message) ? undefined : { kind: 'remark', message: data.message };
    case 'test:summary':
      return { kind: 'done' };
    default:
      return undefined;
  }
}

function result(type, data, name) {
  const { type: sort, error } = data.details;
  const skipped = data.skip ?? data.todo;
  if (skipped !== undefined && skipped !== false) {
    const fallback = data.skip === undefined ? 'to be written' : 'no reason given';
    return { kind: 'skipped', name, reason: typeof skipped === 'string' ? skipped : fallback };
  }
  if (type === 'test:pass') return sort === 'suite' ? undefined : { kind: 'passed' };
  // The test inside that failed has been told already.
  if (error?.failureType === 'subtestsFailed') return undefined;
  const place = data.line === undefined ? '' : `at ${data.file}:${data.line}:${data.column}\n`;
  const shown = inspect(error?.cause ?? error, { depth: 8 }).replace(INTERNAL_FRAMES, '');
  return { kind: 'failed', name, detail: place + shown };
}

function idOf(data) {
  return `${data.nesting}:${data.line}:${data.column}:${data.name}`;
}
