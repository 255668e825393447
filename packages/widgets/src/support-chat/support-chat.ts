import { define } from '../define.ts';
import { SupportChatElement } from './support-chat-element.ts';

export { provideTokens } from '../connection/provide-tokens.ts';
export { ChatErrorEvent } from './chat-error-event.ts';
export { ChatToggleEvent } from './chat-toggle-event.ts';
export { ReferenceSelectEvent } from './reference-select-event.ts';
export type { SupportChatClient } from './support-chat-client.ts';
export { SupportChatElement };

define('support-chat', SupportChatElement);

declare global {
  interface HTMLElementTagNameMap {
    'support-chat': SupportChatElement;
  }
}
