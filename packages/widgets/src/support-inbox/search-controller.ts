import type { FoundMessage } from '@wattlet/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { InboxClient } from './inbox-client.ts';

/** The server is asked once nothing was typed for so long. */
const QUIET_MS = 250;

/** What is known of a search. */
export type SearchState =
  | { readonly status: 'none' | 'searching' }
  | { readonly status: 'error'; readonly error: Error }
  | { readonly status: 'found'; readonly found: readonly FoundMessage[] };

/** Finds messages by their words, while they are typed. */
export class SearchController implements ReactiveController {
  state: SearchState = { status: 'none' };
  readonly #host: ReactiveControllerHost;
  #stop: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.clear();
  }

  /** Ends the search. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#stop?.abort();
    this.#set({ status: 'none' });
  }

  /** Searches for these words once no others come; an empty text ends the search. */
  search(client: InboxClient, words: string): void {
    this.clear();
    const query = words.trim();
    if (query === '') return;
    this.#set({ status: 'searching' });
    this.#timer = setTimeout(() => this.#ask(client, query), QUIET_MS);
  }

  /** Conversations were deleted: nothing of them is found any more. */
  drop(conversationIds: readonly string[]): void {
    if (this.state.status !== 'found' || conversationIds.length === 0) return;
    const gone = new Set(conversationIds);
    const found = this.state.found.filter(({ conversation }) => !gone.has(conversation.conversationId));
    this.#set({ status: 'found', found });
  }

  #ask({ inbox }: InboxClient, query: string): void {
    const stop = new AbortController();
    this.#stop = stop;
    inbox.search(query, { pageSize: 50, signal: stop.signal }).then(
      (found) => {
        if (!stop.signal.aborted) this.#set({ status: 'found', found });
      },
      (thrown: unknown) => {
        const error = thrown instanceof Error ? thrown : new Error(String(thrown));
        if (!stop.signal.aborted) this.#set({ status: 'error', error });
      },
    );
  }

  #set(state: SearchState): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}
