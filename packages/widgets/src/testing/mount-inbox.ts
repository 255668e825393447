import { type InboxPaneElement, SupportInboxElement } from '../support-inbox/support-inbox.ts';
import type { FakeInboxClient } from './fake-inbox-client.ts';
import { whenShown } from './when-shown.ts';

/** Puts an inbox on the page, and removes it with {@link unmountInboxes}. */
export function mountInbox(
  client: FakeInboxClient,
  properties: Partial<SupportInboxElement> = {},
  width = 1200,
): SupportInboxElement {
  const box = document.createElement('main');
  box.className = 'inbox-box';
  box.style.inlineSize = `${width}px`;
  const inbox = new SupportInboxElement();
  Object.assign(inbox, { client, lang: 'en-GB', ...properties });
  box.append(inbox);
  document.body.append(box);
  return inbox;
}

/** A mounted inbox, once it shows conversations and knows who the agent is. */
export async function shownInbox(...options: Parameters<typeof mountInbox>): Promise<SupportInboxElement> {
  const inbox = mountInbox(...options);
  await whenShown(inbox, (root) => root.querySelector('.list'));
  await inbox.updateComplete;
  return inbox;
}

/** Opens the conversation of a row, and resolves with it once it is there. */
export async function openRow(inbox: SupportInboxElement, id: string): Promise<InboxPaneElement> {
  inboxPart(inbox, `li[data-id="${id}"] .row`).click();
  const pane = await whenShown(inbox, (root) =>
    root.querySelector<InboxPaneElement>(`support-inbox-conversation[data-id="${id}"]`),
  );
  await whenShown(pane, (root) => root.querySelector('.composer, [part="error"]'));
  return pane;
}

/** The texts of all parts with a selector, their white space as a reader sees it. */
export function inboxTexts(
  { renderRoot }: Pick<SupportInboxElement, 'renderRoot'>,
  selector: string,
): string[] {
  return [...renderRoot.querySelectorAll(selector)].map((part) =>
    (part.textContent ?? '').replace(/\s+/g, ' ').trim(),
  );
}

/** The part with a selector. @throws Error when it is not there. */
export function inboxPart(
  { renderRoot }: Pick<SupportInboxElement, 'renderRoot'>,
  selector: string,
): HTMLElement {
  const found = renderRoot.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`there is no ${selector}`);
  return found;
}

/** Removes every mounted inbox from the page. */
export function unmountInboxes(): void {
  for (const box of document.querySelectorAll('.inbox-box')) box.remove();
}
