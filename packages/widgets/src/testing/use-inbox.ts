import { FakeInboxClient, inboxConversation } from './fake-inbox-client.ts';
import { inboxPart } from './mount-inbox.ts';

const MINUTE_MS = 60_000;

/** What a conversation of the agent who looks has. */
export const mine = { agentId: 'self', agentName: 'Anna Petrou' };
/** The same of a colleague's. */
export const theirs = { agentId: 'colleague', agentName: 'Nikos Ioannou' };

/** Three open conversations, of which one waits, and a closed one. */
export function threeOpen(): FakeInboxClient {
  return new FakeInboxClient([
    inboxConversation(0, { ...mine }),
    inboxConversation(1, { waitingSince: new Date(Date.now() - 12 * MINUTE_MS), unread: 2 }),
    inboxConversation(2, { ...theirs }),
    inboxConversation(3, { state: 'closed', rating: 4 }),
  ]);
}

/** Presses a key on something. */
export function pressIn(target: EventTarget, key: string, init: KeyboardEventInit = {}): boolean {
  return target.dispatchEvent(
    new KeyboardEvent('keydown', { key, bubbles: true, composed: true, cancelable: true, ...init }),
  );
}

/** Writes into the composer of a conversation. Returns its field. */
export function writeIn(pane: Parameters<typeof inboxPart>[0], text: string): HTMLTextAreaElement {
  const field = inboxPart(pane, 'textarea') as HTMLTextAreaElement;
  field.value = text;
  field.dispatchEvent(new InputEvent('input', { bubbles: true }));
  return field;
}
