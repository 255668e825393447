import type { CannedReply } from '@wattlet/sdk';
import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { offeredReplies } from './canned-replies.ts';
import { inboxStrings as strings } from './inbox-strings.ts';

const LIST_ID = 'replies';

/** Offers ready texts while a slash and the beginning of a shortcut are written. */
export class ReplyPicker implements ReactiveController {
  readonly #host: ReactiveControllerHost;
  readonly #pick: (reply: CannedReply) => void;
  #offered: readonly CannedReply[] | undefined;
  #active = 0;

  constructor(host: ReactiveControllerHost, pick: (reply: CannedReply) => void) {
    this.#host = host;
    this.#pick = pick;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#offered = undefined;
  }

  /** What the field says of the list; undefined where none is offered. */
  get suggestions(): { readonly listId: string; readonly activeId: string } | undefined {
    if (!this.#offered || this.#offered.length === 0) return undefined;
    return { listId: LIST_ID, activeId: `reply-${this.#active}` };
  }

  /** Offers what the text asks for. */
  note(text: string, replies: readonly CannedReply[]): void {
    this.#offered = offeredReplies(text, replies);
    this.#active = 0;
    this.#host.requestUpdate();
  }

  /** Moves, picks or dismisses. True: the key was taken care of. */
  pressed(event: KeyboardEvent): boolean {
    const offered = this.#offered;
    if (!offered || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return false;
    const count = offered.length;
    const active = offered[this.#active];
    switch (event.key) {
      case 'ArrowDown':
        this.#active = count === 0 ? 0 : (this.#active + 1) % count;
        break;
      case 'ArrowUp':
        this.#active = count === 0 ? 0 : (this.#active + count - 1) % count;
        break;
      case 'Enter':
        if (!active) return false;
        this.#take(active);
        break;
      case 'Escape':
        this.#offered = undefined;
        break;
      default:
        return false;
    }
    event.preventDefault();
    event.stopPropagation();
    this.#host.requestUpdate();
    return true;
  }

  render(): TemplateResult | undefined {
    if (!this.#offered) return undefined;
    if (this.#offered.length === 0)
      return html`<div class="replies" role="status">${strings.noCannedReply}</div>`;
    return html`<ul class="replies" role="listbox" id=${LIST_ID} aria-label=${strings.cannedReplies} part="replies">
      ${this.#offered.map(
        (reply, index) => html`<li
          role="option"
          id=${`reply-${index}`}
          aria-selected=${index === this.#active ? 'true' : 'false'}
          @pointerdown=${(event: Event) => event.preventDefault()}
          @click=${() => this.#take(reply)}
        >
          <strong>/${reply.shortcut}</strong> <span class="quiet" dir="auto">${reply.text}</span>
        </li>`,
      )}
    </ul>`;
  }

  #take(reply: CannedReply): void {
    this.#offered = undefined;
    this.#pick(reply);
    this.#host.requestUpdate();
  }
}
