import type { ChatHours } from '@wattlet/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { type ChatSource, type ChatWriter, chooseConversation } from './choose-conversation.ts';
import { type ChatChoice, keepChoice } from './kept-choice.ts';
import type { ShownSession } from './support-chat-client.ts';

/** Who is told what happens to the chat. */
export interface ChatListener {
  /** No conversation can be shown. */
  failed(error: Error): void;
  /**
   * Another conversation is shown than before.
   *
   * @param isOthers it is another customer's, or the page asks for another: what was being written is not for it
   */
  left(isOthers: boolean): void;
}

/** A session that is or was shown, whose, and as what. */
interface Shown {
  readonly session: ShownSession;
  readonly customerId: string | undefined;
  readonly source: ChatSource;
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
  readonly #listener: ChatListener;
  #writer: ChatWriter = {};
  #source: ChatSource | undefined;
  #last: Shown | undefined;
  #stop: AbortController | undefined;
  /** The last conversation that was not there any more, or the last customer. */
  #goneId: string | undefined;
  readonly #goneIds = new Set<string>();
  #isConnected = true;
  /** Sessions that are not shown any more, from which messages are still to be sent. */
  readonly #left = new Set<ShownSession>();

  constructor(host: ReactiveControllerHost, listener: ChatListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    if (this.#stop?.signal.aborted) this.#start();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#end();
    this.#endLeft();
  }

  /** Shows this from now on; the same again changes nothing. */
  follow(source: ChatSource): void {
    const before = this.#source;
    const isSame = before?.client === source.client && before.conversationId === source.conversationId;
    if (isSame) return;
    this.#source = source;
    if (before?.client === source.client) this.#leave();
    else this.#endLeft();
    this.#start();
  }

  /** Begins anew after an error. */
  retry(): void {
    if (this.session?.state.error?.code === 'not_found' || !this.session) this.#start();
    else this.session.reconnect();
  }

  /** Begins a new conversation, which the first message opens. */
  startNew(): void {
    this.#leave();
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

  /** Shows a session no more, and ends it once nothing waits in it that could still be sent. */
  #leave(): void {
    const { session } = this;
    this.session = undefined;
    if (!session) return;
    const look = () => {
      const { status, outgoing } = session.state;
      if (status === 'failed' || outgoing.every(({ state }) => state === 'failed')) this.#endLeft([session]);
    };
    this.#left.add(session);
    session.subscribe(look);
    look();
  }

  #endLeft(sessions: Iterable<ShownSession> = this.#left): void {
    for (const session of sessions) {
      this.#left.delete(session);
      session.close();
    }
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
      this.#listener.failed(this.error);
    });
    this.#host.requestUpdate();
  }

  async #choose(source: ChatSource, signal: AbortSignal): Promise<void> {
    const { writer, choice } = await chooseConversation(source, { signal, goneIds: this.#goneIds });
    if (signal.aborted) return;
    this.#writer = writer;
    this.#show(choice);
  }

  #show(choice: ChatChoice): void {
    const source = this.#source;
    if (!source) return;
    const { scope, ...own } = this.#writer;
    const session = source.client.chat.session({ ...choice, ...own });
    this.session = session;
    this.error = undefined;
    this.#compare({ session, customerId: own.customerId, source });
    // What is discarded here must not be sent from there.
    this.#endLeft([...this.#left].filter((left) => left.conversationId === session.conversationId));
    const keep = (shown: ChatChoice) => scope && source.conversationId === '' && keepChoice(scope, shown);
    keep(choice);
    let hasFailed = false;
    let isKept = choice.openId === undefined;
    session.subscribe(() => {
      if (this.session !== session) return;
      const { conversationId, state } = session;
      // It was deleted, as when its time was over: the customer goes on with what there is, or anew.
      const isGone = state.error?.code === 'not_found' && source.conversationId === '';
      // Somebody else has signed in: what waits is not theirs to see.
      const isOthers = state.outgoing.some(({ error }) => error?.code === 'aborted');
      const goneId = isOthers ? own.customerId : isGone ? conversationId : undefined;
      if (goneId !== undefined && goneId !== this.#goneId) {
        this.#goneId = goneId;
        this.#goneIds.add(goneId);
        this.#start();
        return;
      }
      if (state.status === 'failed' && !hasFailed && state.error) this.#listener.failed(state.error);
      hasFailed = state.status === 'failed';
      // By its own id once it has one: what waits is kept under that, too.
      if (!isKept && conversationId !== undefined) {
        keep({ conversationId });
        isKept = true;
      }
      this.#host.requestUpdate();
    });
    this.#host.requestUpdate();
  }

  /** Tells what is shown now in place of what. */
  #compare(shown: Shown): void {
    const before = this.#last;
    this.#last = shown;
    if (!before) return;
    const { session, customerId, source } = shown;
    // Who visited and has signed in goes on with what they wrote.
    const isSameCustomer = before.customerId === customerId || before.source.siteKey !== '';
    const isAnother = before.session.conversationId !== session.conversationId;
    const isAsked = before.source.conversationId !== source.conversationId;
    if (isAnother || !isSameCustomer) this.#listener.left(!isSameCustomer || isAsked);
  }
}
