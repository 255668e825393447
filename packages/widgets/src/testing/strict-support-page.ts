import { FakeSession, FakeSupportClient, messageOf } from './fake-support-client.ts';
import { shownSupport, supportPart } from './mount-support.ts';
import { whenShown } from './when-shown.ts';

// Runs inside a page with a strict policy and tells the page around it what the policy had to say.
const violations: string[] = [];
document.addEventListener(
  'securitypolicyviolation',
  ({ violatedDirective, sourceFile, lineNumber, sample }) => {
    violations.push(`${violatedDirective} at ${sourceFile}:${lineNumber} ${sample}`);
  },
);

const messages = Array.from({ length: 60 }, (_, number) => messageOf(number + 1));
const session = new FakeSession({ messages, hasOlder: true });
const chat = await shownSupport(new FakeSupportClient(session));
session.set({ typists: [{ senderId: 'agent', name: 'Anna', sender: 'agent' }] });
session.receive(messageOf(61, { text: 'https://energy.example/ <b>bold</b>' }));
await whenShown(chat, (root) => root.querySelector('.dots'));
const field = supportPart(chat, 'textarea');
if (field instanceof HTMLTextAreaElement) field.value = 'Line\n'.repeat(12);
field.dispatchEvent(new InputEvent('input', { bubbles: true }));
await chat.updateComplete;
field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }));
await whenShown(chat, (root) => root.querySelector('.outgoing'));
// A page that asks for it breaks the policy, to show that it is watched.
if (document.body.dataset['broken'] !== undefined) document.body.setAttribute('style', 'color: red');

// Violations are told in tasks of their own: one that is queued after them comes after them.
const told = new MessageChannel();
told.port1.onmessage = () => window.parent.postMessage({ violations }, window.origin);
told.port2.postMessage('done');
