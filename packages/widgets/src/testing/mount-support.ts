import { SupportChatElement } from '../support-chat/support-chat.ts';
import type { SupportChatClient } from '../support-chat/support-chat-client.ts';
import { whenShown } from './when-shown.ts';

/** Puts a chat on the page, and removes it with {@link unmountSupport}. */
export function mountSupport(
  client: SupportChatClient,
  properties: Partial<SupportChatElement> = {},
  width = 380,
): SupportChatElement {
  const box = document.createElement('main');
  box.className = 'support-box';
  box.style.inlineSize = `${width}px`;
  const chat = new SupportChatElement();
  Object.assign(chat, { client, lang: 'en-GB', ...properties });
  box.append(chat);
  document.body.append(box);
  return chat;
}

/** A mounted chat in its place, once its box is there. */
export async function shownSupport(...options: Parameters<typeof mountSupport>): Promise<SupportChatElement> {
  const [client, properties, width] = options;
  const element = mountSupport(client, { inline: true, ...properties }, width);
  await whenShown(element, (root) => root.querySelector('.composer'));
  return element;
}

/** The texts of all parts with a selector, their white space as a reader sees it. */
export function supportTexts(element: SupportChatElement, selector: string): string[] {
  return [...element.renderRoot.querySelectorAll(selector)].map((part) =>
    (part.textContent ?? '').replace(/\s+/g, ' ').trim(),
  );
}

/** The part with a selector. @throws Error when it is not there. */
export function supportPart(element: SupportChatElement, selector: string): HTMLElement {
  const found = element.renderRoot.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`the chat has no ${selector}`);
  return found;
}

/** Removes every mounted chat from the page. */
export function unmountSupport(): void {
  for (const box of document.querySelectorAll('.support-box')) box.remove();
}
