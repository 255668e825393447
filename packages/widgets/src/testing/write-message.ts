import type { SupportChatElement } from '../support-chat/support-chat.ts';
import { supportPart } from './mount-support.ts';

/** Writes into the composer as a user does. Resolves with its field. */
export async function typeMessage(element: SupportChatElement, text: string): Promise<HTMLTextAreaElement> {
  const field = supportPart(element, 'textarea');
  if (!(field instanceof HTMLTextAreaElement)) throw new Error('there is nothing to write into');
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  await element.updateComplete;
  return field;
}

/** Presses a key on something. */
export function pressKey(target: EventTarget, key: string, more: KeyboardEventInit = {}): void {
  target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
}

/** Writes a message and sends it, as a user does. */
export async function writeMessage(element: SupportChatElement, text: string): Promise<void> {
  pressKey(await typeMessage(element, text), 'Enter');
  await element.updateComplete;
}
