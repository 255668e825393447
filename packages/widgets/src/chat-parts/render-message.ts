import type { ChatAttachment, ChatReference, OutgoingMessage, SessionMessage } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { chatStrings } from './chat-strings.ts';
import { clockTime } from './clock-words.ts';
import { splitLinks } from './split-links.ts';

/** What the messages of a conversation are shown with. */
export interface MessageView {
  readonly locale: string;
  /** Whether a message is shown at the reader's own side. */
  readonly isOwnSide: (message: Pick<SessionMessage, 'sender'>) => boolean;
  /** Whom a message is by, as the reader calls them. */
  readonly nameOf: (message: SessionMessage) => string;
  /** Says of a note that it is one; customers see none. */
  readonly noteLabel?: TemplateResult;
  /** Renders a file that a message carries. */
  readonly renderAttachment: (attachment: ChatAttachment) => TemplateResult | typeof nothing;
  /** Renders what a message is about. */
  readonly renderReference: (reference: ChatReference) => TemplateResult | typeof nothing;
  /** Renders why a message was refused, and how it may go after all. */
  readonly renderRefusal: (message: OutgoingMessage) => TemplateResult | typeof nothing;
  readonly drop: (clientId: string) => void;
}

/**
 * A message that is stored.
 *
 * @param isFirst whose name and time are said
 * @param state what is said under it, such as that it was seen
 */
export function renderMessage(
  message: SessionMessage,
  view: MessageView,
  { isFirst, state }: { readonly isFirst: boolean; readonly state: string | undefined },
): TemplateResult {
  const { locale } = view;
  const { sentAt, isNote, reference, attachments } = message;
  const side = message.sender === 'system' ? 'other' : view.isOwnSide(message) ? 'own' : 'other';
  const time = clockTime(sentAt, locale);
  return html`<div
    class=${`said ${side}${isNote ? ' note' : ''}${isFirst ? ' first' : ''}`}
    part="message"
    data-number=${message.number}
    data-change=${message.change}
  >
    <div class=${isFirst ? 'who' : 'for-readers'}>
      <bdi>${view.nameOf(message)}</bdi> <time datetime=${sentAt.toISOString()}>${time}</time>
    </div>
    <div class="bubble" part="bubble">
      ${isNote ? view.noteLabel : nothing}
      ${renderText(message.text)} ${attachments.map(view.renderAttachment)}
      ${reference ? view.renderReference(reference) : nothing}
    </div>
    ${state === undefined ? nothing : html`<div class="state">${state}</div>`}
  </div>`;
}

/** A message that the server has not acknowledged yet: what becomes of it, and what can be done. */
export function renderOutgoing(message: OutgoingMessage, view: MessageView): TemplateResult {
  const { clientId, text, state, isNote, attachmentIds = [] } = message;
  const hasFailed = state === 'failed';
  return html`<div
    class=${`said own outgoing${isNote ? ' note' : ''}${hasFailed ? ' failed' : ''}`}
    part="message"
    data-client-id=${clientId}
  >
    <div class="bubble" part="bubble">
      ${isNote ? view.noteLabel : nothing} ${renderText(text)}
      ${attachmentIds.length > 0 ? html`<div class="file">📎 ${attachmentIds.length}</div>` : nothing}
    </div>
    <div class="state">
      ${
        hasFailed
          ? view.renderRefusal(message)
          : state === 'waiting'
            ? waitingWords(message, view.locale)
            : chatStrings.sending
      }
      ${
        hasFailed || state === 'waiting'
          ? html`<button type="button" class="plain" @click=${() => view.drop(clientId)}>
              ${chatStrings.discard}
            </button>`
          : nothing
      }
    </div>
  </div>`;
}

/** What a message waits for: the connection, or the time at which whoever writes much may go on. */
function waitingWords({ error, nextTryAt }: OutgoingMessage, locale: string): string {
  if (error?.code !== 'resource_exhausted' || nextTryAt === undefined) return chatStrings.waiting;
  return chatStrings.tooFast(new Date(nextTryAt).toLocaleTimeString(locale, { hourCycle: 'h23' }));
}

/** A text as text, in its own direction, with its links. */
function renderText(text: string): TemplateResult | typeof nothing {
  if (text === '') return nothing;
  // On one line: white space inside counts.
  return html`<p class="text" dir="auto">${splitLinks(text).map(({ text: shown, href }) =>
    href === undefined
      ? shown
      : html`<a href=${href} target="_blank" rel="noopener noreferrer nofollow ugc">${shown}</a>`,
  )}</p>`;
}
