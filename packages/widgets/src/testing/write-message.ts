import type { SupportChatElement } from '../support-chat/support-chat.ts';
import { supportPart } from './mount-support.ts';

/** Writes a message and sends it, as a user does. */
export async function writeMessage(element: SupportChatElement, text: string): Promise<void> {
  const field = supportPart(element, 'textarea');
  if (!(field instanceof HTMLTextAreaElement)) throw new Error('there is nothing to write into');
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await element.updateComplete;
  field.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true }));
  await element.updateComplete;
}
