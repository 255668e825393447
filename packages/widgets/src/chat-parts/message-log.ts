import type { ChatState, OutgoingMessage, SessionMessage } from '@wattlet/sdk';
import type { LitElement } from 'lit';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { strings } from '../element/strings.ts';
import { chatStrings } from './chat-strings.ts';
import { clockTime, dayWords } from './clock-words.ts';
import { messageRows } from './message-rows.ts';
import { type MessageView, renderMessage, renderOutgoing } from './render-message.ts';

/** Whoever is so near the end reads the newest, in CSS pixels. */
const NEAR_END_PX = 48;

/** The end of a message may be cut by so much, in CSS pixels. */
const SLACK_PX = 8;

/** How much of a log has come into view or gone is looked at whenever it passes one of these shares. */
const SHARES = Array.from({ length: 21 }, (_, step) => step / 20);

/** What a log tells. */
export interface MessageLogListener {
  /** Everything up to this number was on screen of a visible page. */
  read(number: number): void;
  /** Older messages are wanted. */
  loadOlder(): void;
}

/**
 * The messages of a conversation, scrolled as a reader expects it: the newest are followed for as long as one looks at
 * them; whoever has gone back stays where they are, and is offered a jump.
 */
export class MessageLog implements ReactiveController {
  readonly #host: LitElement;
  readonly #listener: MessageLogListener;
  #isAtEnd = true;
  #missed = 0;
  #newest = 0;
  #firstKey: string | undefined;
  #keptHeight = 0;
  #keptTop = 0;
  #written = 0;
  #conversationId: string | undefined;
  /** When messages were seen, by their client ids. */
  readonly #seenAt = new Map<string, Date | undefined>();
  #stop: AbortController | undefined;
  readonly #observer = new ResizeObserver(() => this.#settle());
  readonly #onScreen = new IntersectionObserver(
    (entries) => {
      const entry = entries.at(-1);
      this.#hiddenPx = entry?.isIntersecting
        ? entry.boundingClientRect.bottom - entry.intersectionRect.bottom
        : Number.POSITIVE_INFINITY;
      this.#look();
    },
    { threshold: SHARES },
  );
  /** How much of the lower end of the log is hidden by whatever it stands in. */
  #hiddenPx = Number.POSITIVE_INFINITY;
  #observed: Element | undefined;

  constructor(host: LitElement, listener: MessageLogListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = new AbortController();
    const { signal } = this.#stop;
    document.addEventListener('visibilitychange', () => this.#look(), { signal });
    window.addEventListener('focus', () => this.#look(), { signal });
    if (!this.#observed) return;
    this.#observer.observe(this.#observed);
    this.#onScreen.observe(this.#observed);
  }

  hostDisconnected(): void {
    this.#stop?.abort();
    this.#observer.disconnect();
    this.#onScreen.disconnect();
  }

  render(state: ChatState, view: MessageView): TemplateResult {
    this.#note(state);
    const { locale } = view;
    const now = new Date();
    const rows = messageRows(state.messages);
    const said = stateUnder(state.messages);
    const held = state.outgoing.find((message) => message.state === 'waiting');
    const readAt = (at: Date | undefined) => (at ? clockTime(at, locale) : '');
    return html`<div class="log-box">
      <div class="log" role="log" aria-live="off" tabindex="0" aria-label=${chatStrings.messages} part="log" @scroll=${this.#scrolled}>
        ${
          state.hasOlder
            ? html`<button type="button" class="older" ?disabled=${state.isLoadingOlder} @click=${this.#listener.loadOlder}>
                ${state.isLoadingOlder ? strings.loading : chatStrings.older}
              </button>`
            : nothing
        }
        ${repeat(
          rows,
          (row) => (row.kind === 'day' ? `day ${row.at.toDateString()}` : `message ${row.message.change}`),
          (row) =>
            row.kind === 'day'
              ? html`<div class="day"><span>${dayWords(row.at, locale, now)}</span></div>`
              : renderMessage(row.message, view, {
                  isFirst: row.isFirst,
                  state: said.get(row.message)?.(readAt(this.#readTime(state, view, row.message))),
                }),
        )}
        ${repeat(
          state.outgoing,
          ({ clientId }) => clientId,
          // What is behind one that waits, waits too.
          (message) =>
            renderOutgoing(held && message.state === 'queued' ? behind(held, message) : message, view),
        )}
      </div>
      ${
        this.#missed > 0
          ? html`<button type="button" class="jump" part="jump" @click=${this.scrollToEnd}>
              ${chatStrings.newMessages} <span aria-hidden="true">↓</span>
            </button>`
          : nothing
      }
    </div>`;
  }

  hostUpdated(): void {
    const log = this.#log;
    if (!log) return;
    if (log !== this.#observed) {
      this.#observer.disconnect();
      this.#onScreen.disconnect();
      this.#observed = log;
      this.#observer.observe(log);
      this.#onScreen.observe(log);
      // A chat that is opened again begins at the newest message, not at the oldest that is known.
      if (!this.#isAtEnd) this.scrollToEnd();
    }
    this.#settle();
  }

  /** Goes to a message of the log, and stays there. */
  showAt(message: HTMLElement): void {
    const log = this.#log;
    if (!log) return;
    this.#isAtEnd = false;
    log.scrollTop = message.offsetTop - (log.clientHeight - message.offsetHeight) / 2;
  }

  /** Goes to the newest message. */
  readonly scrollToEnd = (): void => {
    this.#isAtEnd = true;
    this.#missed = 0;
    this.#host.requestUpdate();
    this.#settle();
  };

  get #log(): HTMLElement | null {
    return this.#host.renderRoot.querySelector<HTMLElement>('.log');
  }

  /** Counts what has come while the reader was elsewhere; their own messages take them to the end. */
  #note({ messages, outgoing, conversation }: ChatState): void {
    if (conversation && conversation.conversationId !== this.#conversationId) {
      // Another one is read from its end, and its numbers begin anew.
      if (this.#conversationId !== undefined)
        [this.#isAtEnd, this.#newest, this.#firstKey] = [true, 0, undefined];
      this.#conversationId = conversation.conversationId;
    }
    const newest = messages.at(-1)?.change ?? 0;
    if (this.#newest > 0 && newest > this.#newest && !this.#isAtEnd) {
      this.#missed += messages.filter(({ change }) => change > this.#newest).length;
    }
    const written = outgoing.at(-1)?.queuedAt ?? 0;
    if (written > this.#written) this.#isAtEnd = true;
    this.#written = Math.max(this.#written, written);
    if (this.#isAtEnd) this.#missed = 0;
    this.#newest = Math.max(this.#newest, newest);
    const log = this.#log;
    const firstKey = messages[0]?.clientId;
    // Older messages came above: what is read stays where it is.
    this.#keptHeight =
      log && this.#firstKey !== undefined && firstKey !== this.#firstKey ? log.scrollHeight : 0;
    this.#keptTop = log?.scrollTop ?? 0;
    this.#firstKey = firstKey;
  }

  /** When a message was first seen, where that is known: a cursor that is past it tells only when something later was. */
  #readTime(
    { conversation }: ChatState,
    { isOwnSide }: MessageView,
    { clientId, number }: SessionMessage,
  ): Date | undefined {
    const isCustomer = isOwnSide({ sender: 'customer' });
    const receipts = isCustomer ? conversation?.siteReceipts : conversation?.customerReceipts;
    const seenAt = this.#seenAt;
    if (receipts?.readNumber === number && !seenAt.has(clientId)) seenAt.set(clientId, receipts.readAt);
    return seenAt.get(clientId);
  }

  #settle(): void {
    const log = this.#log;
    if (!log) return;
    if (this.#isAtEnd) log.scrollTop = log.scrollHeight;
    else if (this.#keptHeight > 0) log.scrollTop = this.#keptTop + log.scrollHeight - this.#keptHeight;
    this.#keptHeight = 0;
    this.#look();
  }

  readonly #scrolled = (): void => {
    const log = this.#log;
    if (!log) return;
    this.#isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight <= NEAR_END_PX;
    if (this.#isAtEnd && this.#missed > 0) {
      this.#missed = 0;
      this.#host.requestUpdate();
    }
    this.#look();
  };

  /** Tells what was seen to its end, or half a log of it: of a page that is visible and has the focus, inside log and window. */
  #look(): void {
    const log = this.#log;
    if (!log || document.visibilityState !== 'visible' || !document.hasFocus()) return;
    if (!log.checkVisibility({ visibilityProperty: true, opacityProperty: true })) return;
    const { bottom: end, height } = log.getBoundingClientRect();
    const bottom = Math.min(end - this.#hiddenPx, window.innerHeight);
    let seen = 0;
    for (const message of log.querySelectorAll<HTMLElement>('.said[data-number]')) {
      const rect = message.getBoundingClientRect();
      if (Math.min(rect.bottom - SLACK_PX, rect.top + height / 2) < bottom)
        seen = Math.max(seen, Number(message.dataset['number']));
    }
    if (seen > 0) this.#listener.read(seen);
  }
}

/** What is said under which message: how far the newest of one's own has come, and which was the last to be seen. */
function stateUnder(
  messages: readonly SessionMessage[],
): ReadonlyMap<SessionMessage, (time: string) => string> {
  const said = new Map<SessionMessage, (time: string) => string>();
  const own = messages.filter(({ delivery, isNote }) => delivery !== undefined && !isNote);
  const seen = own.findLast(({ delivery }) => delivery === 'seen');
  const last = own.at(-1);
  if (seen) said.set(seen, chatStrings.seen);
  if (last && last !== seen)
    said.set(last, () => chatStrings[last.delivery === 'delivered' ? 'delivered' : 'sent']);
  return said;
}

/** A message that waits for another one. */
function behind({ error, nextTryAt }: OutgoingMessage, message: OutgoingMessage): OutgoingMessage {
  const why = { ...(error && { error }), ...(nextTryAt !== undefined && { nextTryAt }) };
  return { ...message, ...why, state: 'waiting' };
}
