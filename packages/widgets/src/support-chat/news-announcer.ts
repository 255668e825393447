import type { ChatState, SessionMessage } from '@wattlet/sdk';
import { anew } from '../element/anew.ts';
import { supportStrings as strings } from './support-strings.ts';

/** Says what others have written since the chat was opened, once. What was there before, and one's own, is no news. */
export class NewsAnnouncer {
  #newest: number | undefined;
  #conversationId: string | undefined;
  #text = '';

  /** What is to be read out now; the same until there is more. */
  textOf(
    { status, messages, conversation }: Pick<ChatState, 'status' | 'messages' | 'conversation'>,
    nameOf: (message: SessionMessage) => string,
  ): string {
    const id = conversation?.conversationId;
    // The numbers of another conversation begin anew.
    if (id !== undefined && this.#conversationId !== undefined && id !== this.#conversationId) this.forget();
    this.#conversationId = id ?? this.#conversationId;
    const before = this.#newest;
    if (status !== 'ready' && before === undefined) return '';
    this.#newest = Math.max(before ?? 0, messages.at(-1)?.change ?? 0);
    if (before === undefined) return '';
    const news = messages.filter(({ change, delivery }) => change > before && delivery === undefined);
    if (news.length > 0)
      this.#text = anew(
        this.#text,
        news.map((message) => strings.says(nameOf(message), message.text || strings.file)).join('. '),
      );
    return this.#text;
  }

  /** From now on everything that is there was there before. */
  forget(): void {
    this.#newest = undefined;
    this.#text = '';
  }
}
