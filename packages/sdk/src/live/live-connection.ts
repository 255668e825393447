import type { MessageInitShape } from '@bufbuild/protobuf';
import { durationMs } from '@bufbuild/protobuf/wkt';
import { isFinal } from '../errors/error-code.ts';
import { WattletError } from '../errors/wattlet-error.ts';
import type { TopicSchema, WatchResponse } from '../gen/wattlet/v1/live_pb.js';
import { retryDelayMs } from './back-off.ts';
import { LIVE_MACHINE, type LiveEffect, type LiveEvent, type LiveState } from './live-machine.ts';
import type { LiveSource, LiveStatus, LiveTicket, LiveTopic } from './live-source.ts';
import { LiveStatusBoard } from './live-status.ts';
import type { Timers } from './timers.ts';
import { TopicRegister } from './topic-register.ts';

/** Changes of the set of topics within this time are one re-opening. */
const GATHER_MS = 50;
/** What counts as the heartbeat until the server has said its own. */
const DEFAULT_HEARTBEAT_MS = 15_000;
const MISSED_HEARTBEATS = 2.5;
/** A stream that did not last this long has failed, however it ended: else a bad server makes us spin. */
const STEADY_MS = 5_000;
/** So often a stream of several topics is asked for again after it was refused. */
const MOST_DOUBTS = 3;

/** The topics to ask for, each from its cursor of now. */
export type AskTopics = () => MessageInitShape<typeof TopicSchema>[];

/** Opens a stream of LiveService.Watch. The signal is the only thing that ends it. */
export type OpenLive = (topics: AskTopics, signal: AbortSignal) => AsyncIterable<WatchResponse>;

/** What a connection needs from outside. */
export interface LiveConnectionDeps {
  readonly open: OpenLive;
  readonly timers: Timers;
  /** A number in [0, 1). */
  readonly random: () => number;
  /** Calls back when a try may succeed where the last did not, and when the page is left; returns a function that stops it. */
  readonly listenForWake: (wake: () => void, leave: () => void) => () => void;
}

/** The one live stream of a client: carries out what {@link LIVE_MACHINE} decides. */
export class LiveConnection implements LiveSource {
  readonly #deps: LiveConnectionDeps;
  readonly #board: LiveStatusBoard;
  readonly #topics: TopicRegister;
  #state: LiveState = 'idle';
  #error: WattletError | undefined;
  #stream: AbortController | undefined;
  #heartbeatMs = DEFAULT_HEARTBEAT_MS;
  #armedAt = 0;
  #readyAt: number | undefined;
  #failures = 0;
  #caller = 0;
  #unauthenticated = false;
  /** How often the stream was refused since it was last there. */
  #doubts = 0;
  #cancelGather: (() => void) | undefined;
  #cancelWatchdog: (() => void) | undefined;
  #cancelWait: (() => void) | undefined;
  #stopListening: (() => void) | undefined;

  readonly #effects: Readonly<Record<LiveEffect, () => void>> = {
    open: () => this.#open(),
    abort: () => this.#abort(),
    arm: () => this.#arm(),
    check: () => {
      if (this.#deps.timers.now() >= this.#armedAt + this.#patienceMs) this.#dispatch('silent');
    },
    backOff: () => this.#backOff(),
    stopWaiting: () => this.#cancelWait?.(),
    fail: () => {
      const error = this.#error ?? new WattletError('internal', 'The live stream was refused');
      for (const topic of this.#topics.clear()) topic.fail(error);
    },
    end: () => {
      for (const topic of this.#topics.clear()) topic.close();
    },
  };

  constructor(deps: LiveConnectionDeps) {
    this.#deps = deps;
    this.#board = new LiveStatusBoard(() => deps.timers.now());
    this.#topics = new TopicRegister(() => this.#gather());
  }

  get status(): LiveStatus {
    return this.#board.status;
  }

  get caller(): number {
    return this.#caller;
  }

  onStatus(listener: (status: LiveStatus) => void): () => void {
    return this.#board.onStatus(listener);
  }

  /** @throws WattletError `resource_exhausted` when there are too many topics. */
  join(topic: LiveTopic): LiveTicket {
    return this.#topics.join(topic);
  }

  /** Replaces the stream by another, unseen, as when its token is due to be renewed. */
  reopen(): void {
    if (this.#topics.size > 0) this.#dispatch('wanted');
  }

  /** Replaces the stream by another, and has every topic read afresh, as when somebody else calls from now on. */
  startOver(): void {
    this.#caller += 1;
    this.#unauthenticated = false;
    for (const topic of this.#topics.all) topic.reset('somebody else may call');
    this.#abort();
    // Not at once: topics that are not theirs may be left, and are not asked for with the others then.
    this.#gather();
  }

  /** Ends the stream and every topic, for good. */
  close(): void {
    this.#cancelGather?.();
    this.#cancelGather = undefined;
    this.#dispatch('close');
  }

  get #patienceMs(): number {
    return this.#heartbeatMs * MISSED_HEARTBEATS;
  }

  #dispatch(event: LiveEvent, error?: WattletError): void {
    const { to, effects } = LIVE_MACHINE[this.#state][event];
    this.#state = to;
    if (error) this.#error = error;
    this.#board.show(to, error);
    this.#listen(to !== 'idle' && to !== 'closed');
    for (const effect of effects) this.#effects[effect]();
  }

  /** Nothing of a client that watches nothing stays attached to the page. */
  #listen(wanted: boolean): void {
    if (wanted) {
      this.#stopListening ??= this.#deps.listenForWake(
        () => {
          // A network is there some moments before it works: the next try comes soon.
          this.#failures = 0;
          this.#dispatch('wake');
        },
        () => this.#dispatch('lost', new WattletError('unavailable', 'The page was left')),
      );
    } else {
      this.#stopListening?.();
      this.#stopListening = undefined;
    }
  }

  #gather(): void {
    this.#cancelGather ??= this.#deps.timers.after(GATHER_MS, () => {
      this.#cancelGather = undefined;
      this.#dispatch(this.#topics.size > 0 ? 'wanted' : 'unwanted');
    });
  }

  #open(): void {
    this.#abort();
    this.#cancelWait?.();
    this.#forgetReady();
    const stream = new AbortController();
    this.#stream = stream;
    this.#arm();
    void this.#read(stream);
  }

  #abort(): void {
    this.#cancelWatchdog?.();
    this.#stream?.abort();
    this.#stream = undefined;
  }

  #arm(): void {
    this.#cancelWatchdog?.();
    this.#armedAt = this.#deps.timers.now();
    this.#cancelWatchdog = this.#deps.timers.after(this.#patienceMs, () => {
      this.#dispatch('silent', new WattletError('unavailable', 'The live stream has fallen silent'));
    });
  }

  #backOff(): void {
    this.#forgetReady();
    const delayMs = retryDelayMs(this.#failures, this.#deps.random, this.#error);
    this.#failures += 1;
    this.#cancelWait = this.#deps.timers.after(delayMs, () => this.#dispatch('due'));
  }

  #forgetReady(): void {
    if (this.#wasSteady()) this.#failures = 0;
    this.#readyAt = undefined;
  }

  #wasSteady(): boolean {
    return this.#readyAt !== undefined && this.#deps.timers.now() >= this.#readyAt + STEADY_MS;
  }

  async #read(stream: AbortController): Promise<void> {
    try {
      for await (const response of this.#deps.open(() => this.#topics.request(), stream.signal)) {
        if (stream.signal.aborted) return;
        this.#receive(response);
        if (stream.signal.aborted) return;
      }
      if (stream.signal.aborted) return;
      if (this.#wasSteady()) this.#dispatch('ended');
      else
        this.#dispatch('lost', new WattletError('unavailable', 'The server ended the live stream at once'));
    } catch (thrown) {
      if (stream.signal.aborted) return;
      const error = WattletError.from(thrown);
      if (this.#isHopeless(error)) this.#refuse(error);
      else this.#dispatch('lost', error);
    }
  }

  /**
   * What is refused may be one topic of several: read afresh it is refused by itself and leaves, such as a conversation that was
   * deleted. The others go on without it.
   */
  #refuse(error: WattletError): void {
    const isDoubted = this.#topics.size > 1 && this.#doubts < MOST_DOUBTS;
    this.#doubts = isDoubted ? this.#doubts + 1 : 0;
    if (isDoubted)
      for (const topic of this.#topics.all) topic.reset(`the live stream was refused: ${error.message}`);
    this.#dispatch(isDoubted ? 'lost' : 'refused', error);
  }

  /** A token may have run out while the stream was open: the first refusal of it is a reason to renew it. */
  #isHopeless({ code }: WattletError): boolean {
    if (code !== 'unauthenticated') return isFinal(code);
    const again = this.#unauthenticated;
    this.#unauthenticated = !again;
    return again;
  }

  #receive({ event }: WatchResponse): void {
    if (event.case !== 'ready' && this.#state !== 'live') {
      throw new WattletError('internal', `A live stream must begin with ready, not ${event.case}`);
    }
    if (event.case === 'ready') {
      const { heartbeat } = event.value;
      this.#heartbeatMs = (heartbeat && durationMs(heartbeat)) || DEFAULT_HEARTBEAT_MS;
      this.#readyAt = this.#deps.timers.now();
      this.#unauthenticated = false;
      this.#doubts = 0;
      this.#dispatch('ready');
      return;
    }
    this.#dispatch('frame');
    switch (event.case) {
      case 'series':
      case 'alerts':
      case 'conversation':
      case 'typing':
      case 'inbox':
      case 'presence':
      case 'stream':
        for (const id of event.value.topicIds) this.#topics.get(id)?.apply(event);
        break;
      case 'reset':
        this.#topics.get(event.value.topicId)?.reset(event.value.reason);
    }
  }
}
