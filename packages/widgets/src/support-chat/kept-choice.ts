import { keep, kept } from '../chat-parts/kept.ts';

/** Name under which it is remembered what was shown last to a customer. @param scope by `ownScope` */
export const choiceName = (scope: string): string => `wattlet-chat ${scope}`;

/** Which conversation was shown last: one that there is, or the id under which a new one is to be opened. */
export interface ChatChoice {
  readonly conversationId?: string;
  readonly openId?: string;
}

/** What was shown last to a customer; nothing where it is not known. @param scope by `ownScope` */
export function keptChoice(scope: string): ChatChoice {
  const { conversationId, openId } = kept(choiceName(scope));
  return {
    ...(typeof conversationId === 'string' ? { conversationId } : {}),
    ...(typeof openId === 'string' ? { openId } : {}),
  };
}

/** Remembers what is shown to a customer; with undefined it is forgotten. */
export const keepChoice = (scope: string, choice: ChatChoice | undefined): void =>
  keep(choiceName(scope), choice);
