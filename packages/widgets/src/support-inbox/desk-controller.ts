import type { Agent, CannedReply, InboxPresenceEvent } from '@wattlet/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { InboxClient, InboxPresence } from './inbox-client.ts';
import { onAwayElsewhere, readAway, writeAway } from './inbox-preferences.ts';

/** Texts that colleagues write are asked for so often while somebody looks. */
const REFRESH_MS = 300_000;

/** Who the agent and their colleagues are, the texts they share, and whether the agent is there for customers. */
export class DeskController implements ReactiveController {
  replies: readonly CannedReply[] = [];
  readonly #host: ReactiveControllerHost;
  readonly #failed: (error: Error) => void;
  #agents: readonly Agent[] = [];
  #isAsked = false;
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

  /** Whether it is known who the agent is, or could not be read. */
  get isAsked(): boolean {
    return this.#isAsked;
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
    this.#isAsked = false;
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
    void this.#ask(
      async ({ inbox }, signal) => {
        const agents = await inbox.desk.agents({ signal });
        return () => {
          this.#agents = agents;
        };
      },
      () => {
        this.#isAsked = true;
      },
    );
    void this.refreshReplies();
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
   * @param done is told that it was taken or has failed
   */
  async #ask(
    read: (client: InboxClient, signal: AbortSignal) => Promise<() => void>,
    done: () => void = () => undefined,
  ): Promise<void> {
    const [client, stop] = [this.#client, this.#stop];
    if (!client || !stop || stop.signal.aborted) return;
    const isCurrent = () => client === this.#client && !stop.signal.aborted;
    try {
      const take = await read(client, stop.signal);
      if (isCurrent()) take();
    } catch (thrown) {
      if (isCurrent()) this.#failed(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
    if (!isCurrent()) return;
    done();
    this.#host.requestUpdate();
  }
}
