import type { Conversation, InboxEvent, InboxFilter } from '@wattlet/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isRepeated } from '../element/is-repeated.ts';
import type { Retried } from '../element/retry-controller.ts';
import type { InboxClient } from './inbox-client.ts';

/** What is known of the conversations so far. */
export type InboxState =
  | { readonly status: 'loading' }
  | { readonly status: 'error'; readonly error: Error }
  | {
      readonly status: 'ready';
      /** Who waits longest first, then the newest. */
      readonly conversations: readonly Conversation[];
      /** There are more. */
      readonly isCut: boolean;
      /** What is counted from where it is cut. */
      readonly asRead: InboxEvent['asRead'];
    };

/** Who is told what happens. */
export interface InboxListener {
  /** Something has changed since the inbox was first read. */
  changed(event: InboxEvent, before: readonly Conversation[]): void;
  /** The conversations cannot be shown. */
  failed(error: Error): void;
}

/** Which conversations of whose. */
export interface InboxSource {
  readonly client: InboxClient;
  readonly filter: InboxFilter;
  /** The agent; with `mine`. */
  readonly agentId?: string | undefined;
}

/** Reads the conversations of a filter, and keeps them up to date for as long as the host is connected. */
export class InboxWatchController implements ReactiveController, Retried {
  state: InboxState = { status: 'loading' };
  readonly #host: ReactiveControllerHost;
  readonly #listener: InboxListener;
  #source: InboxSource | undefined;
  #stop: AbortController | undefined;
  #isConnected = false;

  constructor(host: ReactiveControllerHost, listener: InboxListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.again();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#stop?.abort();
  }

  /** Follows these from now on, or none; the same again changes nothing. */
  follow(source: InboxSource | undefined): void {
    const { client, filter, agentId } = this.#source ?? {};
    if (source?.client === client && source?.filter === filter && source?.agentId === agentId) return;
    this.#source = source;
    this.state = { status: 'loading' };
    this.again();
  }

  /** Begins anew, for example after an error. */
  retry(): void {
    this.#set({ status: 'loading' });
    this.again();
  }

  /** Begins anew; the error is shown until something else comes. */
  again(): void {
    this.#stop?.abort();
    if (!this.#source || !this.#isConnected) return;
    const stop = new AbortController();
    this.#stop = stop;
    this.#run(this.#source, stop.signal).catch((thrown: unknown) => {
      if (stop.signal.aborted) return;
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      const isTold = isRepeated(error, this.state);
      this.#set({ status: 'error', error });
      if (!isTold) this.#listener.failed(error);
    });
  }

  async #run({ client, filter, agentId }: InboxSource, signal: AbortSignal): Promise<void> {
    for await (const event of client.inbox.watch({ filter, agentId, signal })) {
      if (signal.aborted) return;
      const { state: before } = this;
      const { conversations, isCut, asRead } = event;
      this.#set({ status: 'ready', conversations, isCut, asRead });
      if (before.status === 'ready') this.#listener.changed(event, before.conversations);
    }
  }

  #set(state: InboxState): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}
