import { FakeClient } from './fake-client.ts';
import { greekDay } from './greek-day.ts';
import { drawnChart, part, whenShown } from './mount-chart.ts';

// Runs inside a page with a strict policy and tells the page around it what the policy had to say.
const violations: string[] = [];
document.addEventListener(
  'securitypolicyviolation',
  ({ violatedDirective, sourceFile, lineNumber, sample }) => {
    violations.push(`${violatedDirective} at ${sourceFile}:${lineNumber} ${sample}`);
  },
);

for (const stream of ['load', 'generation', 'flows'] as const) {
  const chart = await drawnChart(new FakeClient(greekDay()), { stream }, 400);
  part(chart, '.surface').dispatchEvent(new KeyboardEvent('keydown', { key: 'End' }));
  await chart.updateComplete;
}
const full = await drawnChart(new FakeClient(greekDay()), { controls: true, stream: 'generation' }, 700);
await whenShown(full, (root) => root.querySelector('.menu') && root.querySelector('.overview'));
for (const properties of [{ view: 'mix' }, { view: 'profile' }, { view: 'timeline', table: true }] as const) {
  Object.assign(full, properties);
  await whenShown(full, (root) => root.querySelector('.scroll'));
  await full.updateComplete;
}
// A page that asks for it breaks the policy, to show that it is watched.
if (document.body.dataset['broken'] !== undefined) document.body.setAttribute('style', 'color: red');

// Violations are told in tasks of their own: one that is queued after them comes after them.
const told = new MessageChannel();
told.port1.onmessage = () => window.parent.postMessage({ violations }, window.origin);
told.port2.postMessage('done');
