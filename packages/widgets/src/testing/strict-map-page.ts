import { europeanHours } from './european-hours.ts';
import { FakeMapClient } from './fake-map-client.ts';
import { drawnMap, mapPart, pressOn } from './mount-map.ts';

// Runs inside a page with a strict policy and tells the page around it what the policy had to say.
const violations: string[] = [];
document.addEventListener(
  'securitypolicyviolation',
  ({ violatedDirective, sourceFile, lineNumber, sample }) => {
    violations.push(`${violatedDirective} at ${sourceFile}:${lineNumber} ${sample}`);
  },
);

for (const metric of ['load', 'renewable-share', 'net-import'] as const) {
  const map = await drawnMap(new FakeMapClient(europeanHours()), { metric }, 400);
  await pressOn(map, 'ArrowDown', 'Enter');
  mapPart(map, '.table-toggle').click();
  await map.updateComplete;
}
// A page that asks for it breaks the policy, to show that it is watched.
if (document.body.dataset['broken'] !== undefined) document.body.setAttribute('style', 'color: red');

// Violations are told in tasks of their own: one that is queued after them comes after them.
const told = new MessageChannel();
told.port1.onmessage = () => window.parent.postMessage({ violations }, window.origin);
told.port2.postMessage('done');
