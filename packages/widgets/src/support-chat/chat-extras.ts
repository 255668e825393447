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
import { renderChatFailure } from './render-chat-failure.ts';
import { type RatingView, renderRating } from './render-rating.ts';
import { renderReferenceChip } from './render-reference-chip.ts';
import type { ShownSession, SupportChatClient } from './support-chat-client.ts';
import type { SupportChatElement } from './support-chat-element.ts';

/** What the extras work with. */
export interface ChatExtrasDeps {
  readonly client: () => Pick<SupportChatClient, 'chat'> | undefined;
  readonly session: () => ShownSession | undefined;
  /** A file could not be opened. */
  readonly failed: (error: Error) => void;
}

/** What a conversation of plain text does without: files, references, the rating, hours, and what is said about failures. */
export class ChatExtras {
  readonly uploads: Uploads;
  readonly refusalWords = refusalWords;
  readonly renderRefusal = renderRefusal;
  readonly #host: SupportChatElement;
  readonly #attachments: Attachments;

  constructor(host: SupportChatElement, { client, session, failed }: ChatExtrasDeps) {
    for (const styles of [messageExtrasStyles, chatExtrasStyles]) adoptStyles(host.renderRoot, styles);
    this.#host = host;
    this.uploads = new Uploads(host, session);
    this.#attachments = new Attachments(host, () => client()?.chat, failed);
  }

  /** A file of a message. */
  renderAttachment(attachment: ChatAttachment): TemplateResult {
    return this.#attachments.render(attachment, this.#host.locale);
  }

  /** What a message is about. */
  renderReference(reference: ChatReference, open: (reference: ChatReference) => void): TemplateResult {
    return renderReference(reference, this.#host.locale, open);
  }

  /** What the next message is about. */
  renderChip(reference: ChatReference, drop: () => void): TemplateResult {
    return renderReferenceChip(reference, this.#host.locale, drop);
  }

  /** That the conversation is over, and how it was. */
  renderRating(conversation: Conversation, view: RatingView): TemplateResult {
    return renderRating(conversation, view);
  }

  /** That nothing can be shown, and what to do. */
  renderFailure(error: Error | undefined, retry: () => void): TemplateResult {
    return renderChatFailure(error, retry);
  }

  /** That nobody is there, and until when. */
  hoursWords(hours: ChatHours): string | undefined {
    return hoursWords(hours, this.#host.locale);
  }
}
