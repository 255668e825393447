import type { ChatState } from '@wattlet/sdk';

/** Whether messages carry what is loaded only then. */
export function needsExtras({ messages }: Pick<ChatState, 'messages'>): boolean {
  return messages.some(({ attachments, reference }) => attachments.length > 0 || reference !== undefined);
}
