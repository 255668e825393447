import type { ChatHours, Conversation } from '@wattlet/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { LeftSessions } from '../chat-parts/left-sessions.ts';
import { isRepeated } from '../element/is-repeated.ts';
import type { Retried } from '../element/retry-controller.ts';
import { type ChatSource, type ChatWriter, chooseConversation } from './choose-conversation.ts';
import { type ChatChoice, choiceName, keepChoice, keptChoice } from './kept-choice.ts';
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

const LOADING: Retried['state'] = { status: 'loading' };

/** Holds the session of the conversation that is shown, for as long as the host is connected. */
export class ChatController implements ReactiveController, Retried {
  /** Undefined before it is known which conversation goes on. */
  session: ShownSession | undefined;
  /** Whether it is known which, or why not. */
  state: Retried['state'] = LOADING;
  /** Every one of the customer's that is known, as it was known last. */
  #known: readonly Conversation[] = [];
  /** Whether somebody answers; undefined before that is known. */
  hours: ChatHours | undefined;
  readonly #host: ReactiveControllerHost;
  readonly #listener: ChatListener;
  #writer: ChatWriter | undefined;
  #source: ChatSource | undefined;
  #last: Shown | undefined;
  #stop: AbortController | undefined;
  /** The last conversation that was not there any more, or the last customer. */
  #goneId: string | undefined;
  readonly #goneIds = new Set<string>();
  #isConnected = true;
  readonly #left = new LeftSessions();

  constructor(host: ReactiveControllerHost, listener: ChatListener) {
    this.#host = host;
    this.#listener = listener;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    addEventListener('storage', this.#heard);
    if (this.#stop?.signal.aborted) this.#start();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    removeEventListener('storage', this.#heard);
    this.#end();
    this.#left.end();
  }

  /** Shows this from now on; the same again changes nothing. */
  follow(source: ChatSource): void {
    const before = this.#source;
    const isSame = before?.client === source.client && before.conversationId === source.conversationId;
    if (isSame) return;
    this.#source = source;
    if (before?.client === source.client) this.#leave();
    else this.#left.end();
    this.#start();
  }

  /** Begins anew after an error. */
  retry(): void {
    if (this.session?.state.error?.code === 'not_found' || !this.session) this.#start();
    else this.session.reconnect();
  }

  /** Looks once more which conversation goes on; until that is known the error is shown. */
  again(): void {
    const source = this.#source;
    if (!source || !this.#isConnected) return;
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.#choose(source, stop.signal).catch((thrown: unknown) => {
      if (stop.signal.aborted) return;
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      const before = this.state;
      this.state = { status: 'error', error };
      this.#host.requestUpdate();
      if (!isRepeated(error, before)) this.#listener.failed(error);
    });
  }

  /** The customer's conversations but for the one that is shown. */
  get others(): readonly Conversation[] {
    return this.#known.filter(({ conversationId }) => conversationId !== this.session?.conversationId);
  }

  /** Goes on with another conversation, or with a new one, which the first message opens. */
  go(choice: ChatChoice): void {
    this.#leave();
    this.#end();
    this.#stop = new AbortController();
    this.#show(choice, choice.openId);
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

  /**
   * Another tab has begun the first conversation: whoever has written nothing here yet goes on with it. Where there are
   * others that tab may only show one of them, which a new one here was not begun for.
   */
  readonly #heard = ({ key }: StorageEvent): void => {
    const scope = this.#writer?.scope;
    const { status, outgoing } = this.session?.state ?? {};
    const isOther = !scope || key !== choiceName(scope) || !keptChoice(scope).conversationId;
    if (!isOther && this.#known.length + (outgoing?.length ?? 1) === 0 && status === 'draft') this.#start();
  };

  #end(): void {
    this.#stop?.abort();
    this.session?.close();
    this.session = undefined;
  }

  /** Shows a session no more, and ends it once nothing waits in it that could still be sent. */
  #leave(): void {
    const { session, others } = this;
    this.session = undefined;
    if (!session) return;
    const { conversation } = session.state;
    if (conversation) this.#known = [conversation, ...others];
    this.#left.add(session);
  }

  #start(): void {
    this.#end();
    this.#known = [];
    this.state = LOADING;
    this.again();
    this.#host.requestUpdate();
  }

  async #choose(source: ChatSource, signal: AbortSignal): Promise<void> {
    const { writer, choice, conversations } = await chooseConversation(source, {
      signal,
      goneIds: this.#goneIds,
    });
    if (signal.aborted) return;
    this.#writer = writer;
    this.#known = conversations;
    this.#show(choice);
  }

  /** @param begunId of a new one that is begun now, and so is none of those that were left before they were opened */
  #show(choice: ChatChoice, begunId?: string): void {
    const [source, writer] = [this.#source, this.#writer];
    if (!source || !writer) return;
    const { scope, ...own } = writer;
    const session = source.client.chat.session({ ...choice, ...own });
    this.session = session;
    this.state = { status: 'ready' };
    this.#compare({ session, customerId: own.writerId, source });
    // What is discarded here must not be sent from there.
    this.#left.end(({ conversationId }) => (conversationId ?? begunId) === session.conversationId);
    const keep = (shown: ChatChoice) => source.conversationId === '' && keepChoice(scope, shown);
    // Messages may wait in a new one that was left: they are found again by the id it is to be opened under.
    keep({ ...(choice.conversationId && keptChoice(scope)), ...choice });
    let hasFailed = false;
    let isKept = choice.openId === undefined;
    session.subscribe(() => {
      if (this.session !== session) return;
      const { conversationId, state } = session;
      // It was deleted, as when its time was over: the customer goes on with what there is, or anew.
      const isGone = state.error?.code === 'not_found' && source.conversationId === '';
      // Somebody else has signed in: what waits is not theirs to see.
      const isOthers = state.outgoing.some(({ error }) => error?.code === 'aborted');
      const goneId = isOthers ? own.writerId : isGone ? conversationId : undefined;
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
