import type { ChatHours } from '@wattlet/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { chooseConversation } from './choose-conversation.ts';
import { type ChatChoice, keepChoice } from './kept-choice.ts';
import { LocalOutbox } from './local-outbox.ts';
import type { ShownSession, SupportChatClient } from './support-chat-client.ts';

/** Whose conversation is shown. */
export interface ChatSource {
  readonly client: SupportChatClient;
  /** Of what is remembered. */
  readonly server: string;
  /** Only this one; empty for the one that goes on. */
  readonly conversationId: string;
}

/** Holds the session of the conversation that is shown, for as long as the host is connected. */
export class ChatController implements ReactiveController {
  /** Undefined before it is known which conversation goes on. */
  session: ShownSession | undefined;
  /** Why there is none. */
  error: Error | undefined;
  /** Whether somebody answers; undefined before that is known. */
  hours: ChatHours | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #failed: (error: Error) => void;
  readonly #storage = new LocalOutbox();
  #source: ChatSource | undefined;
  #stop: AbortController | undefined;
  /** The last conversation that was not there any more. */
  #goneId: string | undefined;
  #isConnected = true;

  /** @param failed no conversation can be shown */
  constructor(host: ReactiveControllerHost, failed: (error: Error) => void) {
    this.#host = host;
    this.#failed = failed;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    if (this.#stop?.signal.aborted) this.#start();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#end();
  }

  /** Shows this from now on; the same again changes nothing. */
  follow(source: ChatSource): void {
    const before = this.#source;
    const isSame = before?.client === source.client && before.conversationId === source.conversationId;
    if (isSame) return;
    this.#source = source;
    this.#start();
  }

  /** Begins anew after an error. */
  retry(): void {
    if (this.session?.state.error?.code === 'not_found' || !this.session) this.#start();
    else this.session.reconnect();
  }

  /** Begins a new conversation, which the first message opens. */
  startNew(): void {
    this.#end();
    this.#stop = new AbortController();
    this.#show({ openId: crypto.randomUUID() });
  }

  /** Asks whether somebody answers now. */
  async lookAtHours(): Promise<void> {
    const signal = this.#stop?.signal;
    // A notice is nice to have: without it one writes all the same.
    const hours = await this.#source?.client.chat.hours(signal ? { signal } : {}).catch(() => undefined);
    if (!hours) return;
    this.hours = hours;
    this.#host.requestUpdate();
  }

  #end(): void {
    this.#stop?.abort();
    this.session?.close();
    this.session = undefined;
  }

  #start(): void {
    const source = this.#source;
    if (!source || !this.#isConnected) return;
    this.#end();
    this.error = undefined;
    const stop = new AbortController();
    this.#stop = stop;
    this.#choose(source, stop.signal).catch((thrown: unknown) => {
      if (stop.signal.aborted) return;
      this.error = thrown instanceof Error ? thrown : new Error(String(thrown));
      this.#host.requestUpdate();
      this.#failed(this.error);
    });
    this.#host.requestUpdate();
  }

  async #choose({ client, server, conversationId }: ChatSource, signal: AbortSignal): Promise<void> {
    const storage = this.#storage;
    const choice = conversationId
      ? { conversationId }
      : await chooseConversation({ client, server, storage, signal });
    if (!signal.aborted) this.#show(choice);
  }

  #show(choice: ChatChoice): void {
    const source = this.#source;
    if (!source) return;
    const session = source.client.chat.session({ ...choice, storage: this.#storage });
    this.session = session;
    this.error = undefined;
    if (source.conversationId === '') keepChoice(source.server, choice);
    let hasFailed = false;
    let isKept = source.conversationId !== '' || choice.openId === undefined;
    session.subscribe(() => {
      const { conversationId, state } = session;
      // It was deleted, as when its time was over: the customer goes on with what there is, or anew.
      const isGone = state.error?.code === 'not_found' && source.conversationId === '';
      if (isGone && conversationId !== this.#goneId) {
        this.#goneId = conversationId;
        this.#start();
        return;
      }
      if (state.status === 'failed' && !hasFailed && state.error) this.#failed(state.error);
      hasFailed = state.status === 'failed';
      // By its own id once it has one: what waits is kept under that, too.
      if (!isKept && conversationId !== undefined) {
        keepChoice(source.server, { conversationId });
        isKept = true;
      }
      this.#host.requestUpdate();
    });
    this.#host.requestUpdate();
  }
}
