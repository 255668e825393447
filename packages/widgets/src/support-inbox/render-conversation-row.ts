import type { Conversation } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { clockTime, isSameDay } from '../chat-parts/clock-words.ts';
import { inboxStrings as strings } from './inbox-strings.ts';
import { waitingWords } from './waiting-words.ts';

/** Whoever waits longer than this is marked, in milliseconds. */
const LONG_WAIT_MS = 5 * 60_000;

/** A row of the list of conversations. */
export interface ConversationRow {
  readonly conversation: Conversation;
  /** The Tab key goes to this row. */
  readonly isCurrent: boolean;
  /** It is open beside the list. */
  readonly isOpen: boolean;
  readonly isOwn: boolean;
  readonly locale: string;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly open: (conversation: Conversation) => void;
}

/** A conversation of the list, as one button: who, since when they wait, what was said last, and who answers. */
export function renderConversationRow(row: ConversationRow): TemplateResult {
  const { conversation, now, locale, isOwn } = row;
  const { conversationId, customerName, customerReference, lastText, lastIsNote, unread, waitingSince } =
    conversation;
  const isLong = waitingSince !== undefined && now - waitingSince.getTime() > LONG_WAIT_MS;
  return html`<li data-id=${conversationId} class=${unread > 0 ? 'unread' : ''} part="row">
    <button
      type="button"
      class="row"
      tabindex=${row.isCurrent ? 0 : -1}
      aria-current=${row.isOpen ? 'true' : nothing}
      @click=${() => row.open(conversation)}
    >
      <span class="name"><bdi>${customerName || strings.visitor}</bdi></span>
      <span class=${isLong ? 'when long' : 'when'}
        ><bdi
          >${waitingSince ? strings.waits(waitingWords(waitingSince, now, locale)) : lastWords(row)}</bdi
        ></span
      >
      <span class="last"
        >${lastIsNote ? html`<span class="of-note">${strings.note}:</span> ` : nothing}<bdi>${lastText}</bdi></span
      >
      ${
        unread > 0
          ? html`<span class="count"
              ><span aria-hidden="true">${unread.toLocaleString(locale)}</span
              ><span class="for-readers">${strings.unread(unread)}</span></span
            >`
          : nothing
      }
      <span class="about">
        <bdi>${customerReference ?? strings.visitor}</bdi> ·
        <bdi>${isOwn ? strings.self : (conversation.agentName ?? strings.nobody)}</bdi>
      </span>
    </button>
  </li>`;
}

/** When the last message was: its time, or where it was on another day, its date. */
function lastWords({ conversation, now, locale }: ConversationRow): string {
  const at = conversation.lastMessageAt ?? conversation.createdAt;
  if (isSameDay(at, new Date(now))) return clockTime(at, locale);
  return at.toLocaleDateString(locale, { day: 'numeric', month: 'short' });
}
