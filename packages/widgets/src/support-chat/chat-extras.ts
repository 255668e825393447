import type { ChatAttachment, ChatHours, ChatReference, Conversation } from '@wattlet/sdk';
import type { TemplateResult } from 'lit';
import { Attachments } from '../chat-parts/attachments.ts';
import { messageExtrasStyles } from '../chat-parts/message-extras-styles.ts';
import { refusalWords } from '../chat-parts/refusal-words.ts';
import type { MessageView } from '../chat-parts/render-message.ts';
import { renderReference } from '../chat-parts/render-reference.ts';
import { renderRefusal } from '../chat-parts/render-refusal.ts';
import { Uploads } from '../chat-parts/uploads.ts';
import { adoptStyles } from '../element/adopt-styles.ts';
import { chatExtrasStyles } from './chat-extras-styles.ts';
import { hoursWords } from './hours-words.ts';
import type { ChatChoice } from './kept-choice.ts';
import { ReferenceSelectEvent } from './reference-select-event.ts';
import { renderChatFailure } from './render-chat-failure.ts';
import { renderOthers } from './render-others.ts';
import { renderRating } from './render-rating.ts';
import { renderReferenceChip } from './render-reference-chip.ts';
import type { ShownSession, SupportChatClient } from './support-chat-client.ts';
import type { SupportChatElement } from './support-chat-element.ts';
import { extrasStrings } from './support-extras-strings.ts';

/** What the extras work with. */
export interface ChatExtrasDeps {
  readonly client: () => SupportChatClient | undefined;
  readonly session: () => ShownSession | undefined;
  readonly nameOf: MessageView['nameOf'];
  /** Something has failed. @param problem what is said of it, but for that it has */
  readonly fail: (error: unknown, problem?: string) => void;
  /** The page is told of a failure that is said of already. */
  readonly tell: (error: unknown) => void;
}

/** What a conversation of plain text does without: files, references, the rating, hours, and what is said about failures. */
export class ChatExtras {
  readonly uploads: Uploads;
  readonly refusalWords = refusalWords;
  readonly renderRefusal = renderRefusal;
  readonly #host: SupportChatElement;
  readonly #attachments: Attachments;
  readonly #deps: ChatExtrasDeps;
  /** Of the conversation whose rating could not be stored. */
  #unratedId: string | undefined;

  constructor(host: SupportChatElement, deps: ChatExtrasDeps) {
    for (const styles of [messageExtrasStyles, chatExtrasStyles]) adoptStyles(host.renderRoot, styles);
    this.#host = host;
    this.#deps = deps;
    this.uploads = new Uploads(host, deps.session);
    this.#attachments = new Attachments(host, () => deps.client()?.chat, deps.fail);
  }

  /** A file of a message. */
  renderAttachment(attachment: ChatAttachment): TemplateResult {
    return this.#attachments.render(attachment, this.#host.locale);
  }

  /** What a message is about. */
  renderReference(reference: ChatReference): TemplateResult {
    return renderReference(reference, this.#host.locale, () =>
      this.#host.dispatchEvent(new ReferenceSelectEvent(reference)),
    );
  }

  /** What the next message is about. */
  renderChip(reference: ChatReference, drop: () => void): TemplateResult {
    return renderReferenceChip(reference, this.#host.locale, drop);
  }

  /** The customer's other conversations, each of which can be gone on with. */
  renderOthers(others: readonly Conversation[], go: (choice: ChatChoice) => void): TemplateResult {
    return renderOthers(others, this.#host.locale, go);
  }

  /** That the conversation is over, and how it was. */
  renderRating(conversation: Conversation, startNew: () => void): TemplateResult {
    const { conversationId } = conversation;
    return renderRating(conversation, {
      hasFailed: this.#unratedId === conversationId,
      rate: (rating) => void this.#rate(conversationId, rating),
      startNew,
    });
  }

  /** That nothing can be shown, and what to do. */
  renderFailure(error: Error | undefined, retry: () => void): TemplateResult {
    return renderChatFailure(error, retry);
  }

  /** That nobody is there, and until when. */
  hoursWords(hours: ChatHours): string | undefined {
    return hoursWords(hours, this.#host.locale);
  }

  /** Saves the whole conversation as a text file. */
  async save(): Promise<void> {
    const { client: clientOf, session, nameOf, fail } = this.#deps;
    const client = clientOf();
    const conversationId = session()?.conversationId;
    if (!client || conversationId === undefined) return;
    try {
      const { saveTranscript } = await import('./save-transcript.ts');
      await saveTranscript(client, conversationId, { locale: this.#host.locale, nameOf });
    } catch (error) {
      fail(error, extrasStrings.saveFailed);
    }
  }

  async #rate(conversationId: string, rating: number): Promise<void> {
    this.#unratedId = undefined;
    try {
      await this.#deps.session()?.rate(rating);
    } catch (error) {
      this.#unratedId = conversationId;
      this.#deps.tell(error);
    }
    this.#host.requestUpdate();
  }
}
