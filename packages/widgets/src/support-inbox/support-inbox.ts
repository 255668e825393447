import { define } from '../define.ts';
import { InboxPaneElement } from './inbox-pane-element.ts';
import { SupportInboxElement } from './support-inbox-element.ts';

export type { InboxClient } from './inbox-client.ts';
export { InboxErrorEvent } from './inbox-error-event.ts';
export { ReferenceSelectEvent } from './reference-select-event.ts';
export { sharedInboxClient } from './shared-inbox-client.ts';
export { InboxPaneElement, SupportInboxElement };

define('support-inbox-conversation', InboxPaneElement);
define('support-inbox', SupportInboxElement);

declare global {
  interface HTMLElementTagNameMap {
    'support-inbox': SupportInboxElement;
  }
}
