import { FakeInboxClient, inboxConversation } from './fake-inbox-client.ts';
import { messageOf } from './fake-support-client.ts';
import { inboxPart, openRow, shownInbox } from './mount-inbox.ts';
import { whenShown } from './when-shown.ts';

// Runs inside a page with a strict policy and tells the page around it what the policy had to say.
const violations: string[] = [];
document.addEventListener(
  'securitypolicyviolation',
  ({ violatedDirective, sourceFile, lineNumber, sample }) => {
    violations.push(`${violatedDirective} at ${sourceFile}:${lineNumber} ${sample}`);
  },
);

const client = new FakeInboxClient(Array.from({ length: 40 }, (_, number) => inboxConversation(number)));
client.fileUrl = new URL('../chart/pictures/area-light.png', import.meta.url).href;
client.replies = [{ shortcut: 'hello', text: 'Good day' }];
const image = { attachmentId: 'a', fileName: 'meter.png', mediaType: 'image/png', sizeBytes: 1000 };
client.session('conversation-0').set({
  messages: [
    messageOf(1, { text: 'https://energy.example', attachments: [{ ...image, width: 800, height: 600 }] }),
  ],
});
const inbox = await shownInbox(client);
const pane = await openRow(inbox, 'conversation-0');
const field = inboxPart(pane, 'textarea');
if (field instanceof HTMLTextAreaElement) field.value = '/h';
field.dispatchEvent(new InputEvent('input', { bubbles: true }));
await whenShown(pane, (root) => root.querySelector('[role="listbox"]') && root.querySelector('[data-drawn]'));
// A page that asks for it breaks the policy, to show that it is watched.
if (document.body.dataset['broken'] !== undefined) document.body.setAttribute('style', 'color: red');

// Violations are told in tasks of their own: one that is queued after them comes after them.
const told = new MessageChannel();
told.port1.onmessage = () => window.parent.postMessage({ violations }, window.origin);
told.port2.postMessage('done');
