import type { Agent, CannedReply, InboxPresenceEvent } from '@wattlet/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { isRepeated } from '../element/is-repeated.ts';
import type { Retried } from '../element/retry-controller.ts';
import type { InboxClient, InboxPresence } from './inbox-client.ts';
import { onAwayElsewhere, readAway, writeAway } from './inbox-preferences.ts';

/** Texts that colleagues write are asked for so often while somebody looks. */
const REFRESH_MS = 300_000;

/** Who the agent and their colleagues are, the texts they share, and whether the agent is there for customers. */
export class DeskController implements ReactiveController, Retried {
  /** Whether the agents are known. */
  state: Retried['state'] = { status: 'loading' };
  replies: readonly CannedReply[] = [];
  readonly #host: ReactiveControllerHost;
  readonly #failed: (error: Error) => void;
  #agents: readonly Agent[] = [];
  #client: InboxClient | undefined;
  #presence: InboxPresence | undefined;
  #stop: AbortController | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;
  #stopListening: (() => void) | undefined;

  constructor(host: ReactiveControllerHost, failed: (error: Error) => void) {
    this.#host = host;
    this.#failed = failed;
    host.addController(this);
  }

  /** The agents of the site. Whether the agent themselves is there is known before the server tells it back. */
  get agents(): readonly Agent[] {
    const { isOnline } = this;
    return this.#agents.map((agent) => (agent.isSelf ? { ...agent, isOnline } : agent));
  }

  /** The agent themselves; undefined while that is not known. */
  get self(): Agent | undefined {
    return this.#agents.find(({ isSelf }) => isSelf);
  }

  get isOnline(): boolean {
    return this.#presence?.isOnline ?? false;
  }

  hostConnected(): void {
    this.#stop = new AbortController();
    onAwayElsewhere(() => this.#apply(!readAway()), this.#stop.signal);
    this.#timer = setInterval(() => {
      if (document.visibilityState === 'visible') this.refresh();
    }, REFRESH_MS);
    this.#start();
  }

  hostDisconnected(): void {
    this.#stop?.abort();
    clearInterval(this.#timer);
    this.#stopListening?.();
    void this.#presence?.stop();
    this.#presence = undefined;
  }

  /** Works for this client's site from now on; the same again changes nothing. */
  follow(client: InboxClient): void {
    if (client === this.#client) return;
    this.#client = client;
    this.#agents = [];
    this.state = { status: 'loading' };
    this.replies = [];
    void this.#presence?.stop();
    this.#presence = undefined;
    this.#start();
  }

  /** Is there for customers, or away; remembered in this browser. */
  setOnline(isOnline: boolean): void {
    writeAway(!isOnline);
    this.#apply(isOnline);
  }

  #apply(isOnline: boolean): void {
    if (isOnline) this.#presence?.start();
    else void this.#presence?.stop();
    this.#host.requestUpdate();
  }

  /** A colleague has come or gone. Of one who is not known yet everything is asked for. */
  note({ agentId, isOnline }: Pick<InboxPresenceEvent, 'agentId' | 'isOnline'>): void {
    // Another device has said goodbye; who is there on this one is there.
    if (agentId === this.self?.agentId && !isOnline) this.#presence?.insist();
    const isKnown = this.#agents.some((agent) => agent.agentId === agentId);
    if (!isKnown) {
      this.refresh();
      return;
    }
    this.#agents = this.#agents.map((agent) => (agent.agentId === agentId ? { ...agent, isOnline } : agent));
    this.#host.requestUpdate();
  }

  /** Asks again who is there, and for the texts. */
  refresh(): void {
    this.again();
    void this.refreshReplies();
  }

  /** Asks again who is there; shows nothing of why that failed before. */
  retry(): void {
    this.state = { status: 'loading' };
    this.#host.requestUpdate();
    this.again();
  }

  /** Asks again who is there. */
  again(): void {
    void this.#ask(
      async ({ inbox }, signal) => {
        const agents = await inbox.desk.agents({ signal });
        return () => {
          this.#agents = agents;
          this.state = { status: 'ready' };
        };
      },
      (error) => {
        this.state = { status: 'error', error };
      },
    );
  }

  /** Asks again for the texts. Resolves when they are there, or could not be read. */
  readonly refreshReplies = (): Promise<void> =>
    this.#ask(async ({ inbox }, signal) => {
      const replies = await inbox.desk.cannedReplies({ signal });
      return () => {
        this.replies = replies;
      };
    });

  #start(): void {
    if (!this.#client || this.#stop?.signal.aborted !== false) return;
    this.#presence = this.#client.inbox.presence(document);
    if (!readAway()) this.#presence.start();
    this.#stopListening?.();
    // Who came and went while nothing was heard is not told afterwards.
    this.#stopListening = this.#client.live.onStatus(({ state }) => {
      if (state === 'live') this.refresh();
    });
    this.refresh();
  }

  /**
   * @param read resolves with what takes the answer, unless it is another client's by then
   * @param refused takes why there is none
   */
  async #ask(
    read: (client: InboxClient, signal: AbortSignal) => Promise<() => void>,
    refused: (error: Error) => void = () => undefined,
  ): Promise<void> {
    const [client, stop] = [this.#client, this.#stop];
    if (!client || !stop || stop.signal.aborted) return;
    const isCurrent = () => client === this.#client && !stop.signal.aborted;
    try {
      const take = await read(client, stop.signal);
      if (!isCurrent()) return;
      take();
    } catch (thrown) {
      if (!isCurrent()) return;
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      const isTold = isRepeated(error, this.state);
      refused(error);
      if (!isTold) this.#failed(error);
    }
    this.#host.requestUpdate();
  }
}
