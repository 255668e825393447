import type { Agent, CannedReply } from '@wattlet/sdk';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { InboxClient, InboxPresence } from './inbox-client.ts';
import { readAway, writeAway } from './inbox-preferences.ts';

/** Colleagues come and go, and write texts: they are asked for so often while somebody looks. */
const REFRESH_MS = 30_000;

/** Who the agent and their colleagues are, the texts they share, and whether the agent is there for customers. */
export class DeskController implements ReactiveController {
  replies: readonly CannedReply[] = [];
  readonly #host: ReactiveControllerHost;
  readonly #failed: (error: Error) => void;
  #agents: readonly Agent[] = [];
  #client: InboxClient | undefined;
  #presence: InboxPresence | undefined;
  #stop: AbortController | undefined;
  #timer: ReturnType<typeof setInterval> | undefined;

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
    this.#timer = setInterval(() => {
      if (document.visibilityState === 'visible') this.refresh();
    }, REFRESH_MS);
    this.#start();
  }

  hostDisconnected(): void {
    this.#stop?.abort();
    clearInterval(this.#timer);
    void this.#presence?.stop();
    this.#presence = undefined;
  }

  /** Works for this client's site from now on; the same again changes nothing. */
  follow(client: InboxClient): void {
    if (client === this.#client) return;
    this.#client = client;
    void this.#presence?.stop();
    this.#presence = undefined;
    this.#start();
  }

  /** Is there for customers, or away; remembered in this browser. */
  setOnline(isOnline: boolean): void {
    writeAway(!isOnline);
    if (isOnline) this.#presence?.start();
    else void this.#presence?.stop();
    this.#host.requestUpdate();
  }

  /** Asks again who is there, and for the texts. */
  refresh(): void {
    this.#ask(async ({ inbox }, signal) => {
      this.#agents = await inbox.desk.agents({ signal });
    });
    this.#ask(async ({ inbox }, signal) => {
      this.replies = await inbox.desk.cannedReplies({ signal });
    });
  }

  #start(): void {
    if (!this.#client || this.#stop?.signal.aborted !== false) return;
    this.#presence = this.#client.inbox.presence(document);
    if (!readAway()) this.#presence.start();
    this.refresh();
  }

  #ask(read: (client: InboxClient, signal: AbortSignal) => Promise<void>): void {
    const [client, stop] = [this.#client, this.#stop];
    if (!client || !stop || stop.signal.aborted) return;
    read(client, stop.signal).then(
      () => this.#host.requestUpdate(),
      (thrown: unknown) => {
        if (!stop.signal.aborted) this.#failed(thrown instanceof Error ? thrown : new Error(String(thrown)));
      },
    );
  }
}
