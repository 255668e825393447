import { setTimeout as delay } from 'node:timers/promises';
import { WattletError } from '../../packages/sdk/src/errors/wattlet-error.ts';
import { createClient } from '../../packages/sdk/src/index.ts';

const TIMEOUT_MS = 30_000;
const LOOK_MS = 100;

/** By the wall clock, in fractions of a millisecond: the same in every process of the machine. */
export const clock = () => performance.timeOrigin + performance.now();

/** What the page of one subscriber does, by the SDK: asks who is signed in, opens three charts, and keeps their stream open. */
export class Visit {
  #plan;
  #options;
  #client;
  #revision;
  #isOver = false;

  /**
   * @param {import('./plan-visits.mjs').Visit} plan
   * @param {{ url: string, cookie: string, address: string, startedAt: number, calls: import('./call-record.mjs').CallRecord,
   *   onChange: (revision: number) => void }} options `cookie` of the session, `address` the user comes from
   */
  constructor(plan, options) {
    this.#plan = plan;
    this.#options = options;
    const { url, calls } = options;
    this.#client = createClient({ baseUrl: url, fetch: (...request) => this.#fetch(...request) });
    this.#client.live.onStatus(({ state, error }) => {
      if (state === 'reconnecting') calls.failed('stream', error?.code ?? 'unknown');
    });
  }

  /** Country whose load is shown. */
  get area() {
    return this.#plan.steps.find(({ call }) => call === 'load').question.area;
  }

  /**
   * Makes each call when it is due, or when the one before is over. How long it took counts from when it was due: who waits
   * for a slow server waits for all of that.
   */
  async run() {
    const { startedAt, calls } = this.#options;
    for (const { call, atMs, question } of this.#plan.steps) {
      const dueAt = startedAt + atMs;
      await delay(Math.max(0, dueAt - clock()));
      try {
        await (question ? this.#openChart(question) : this.#askSession());
        calls.ok(call, clock() - dueAt);
      } catch (error) {
        calls.failed(call, WattletError.from(error).code);
      }
    }
    if (this.#plan.leaveMs === undefined) return;
    await delay(Math.max(0, startedAt + this.#plan.leaveMs - clock()));
    this.leave();
  }

  /** Waits until the load is shown as of a revision; where that does not happen it is an error. */
  async reach(revision, limitMs) {
    const end = clock() + limitMs;
    while (!this.#isOver && !(this.#revision >= revision)) {
      if (clock() > end) return this.#options.calls.failed('change', 'not_heard');
      await delay(LOOK_MS);
    }
  }

  leave() {
    this.#isOver = true;
    this.#client.close();
  }

  /** Resolves with the first picture, and goes on to listen. */
  #openChart(question) {
    const { promise, resolve, reject } = Promise.withResolvers();
    const { calls } = this.#options;
    let isShown = false;
    const listen = async () => {
      for await (const { type, cursor } of this.#client.series.watch(question)) {
        if (!isShown) resolve();
        isShown = true;
        if (type === 'reset') calls.failed('stream', 'reset');
        if (question.stream !== 'load') continue;
        this.#revision = cursor.revision;
        if (type === 'patch') this.#options.onChange(cursor.revision);
      }
      throw new WattletError('canceled', 'the page was left');
    };
    listen().catch((error) => {
      if (!isShown) reject(error);
      else if (!this.#isOver) calls.failed('stream', error.code);
    });
    return promise;
  }

  async #askSession() {
    const response = await this.#fetch(`${this.#options.url}/wattlet.v1.AccountService/GetSession`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'connect-protocol-version': '1' },
      body: '{}',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const { code, message, account } = await response.json();
    if (!response.ok)
      throw new WattletError(code ?? 'unknown', message ?? `it was answered ${response.status}`);
    if (!account) throw new WattletError('unauthenticated', 'the session was not known');
  }

  /** As the browser of the user, through a proxy that says where it comes from. A stream answers with its first frame. */
  async #fetch(url, init) {
    const { cookie, address, calls } = this.#options;
    const headers = new Headers(init.headers);
    headers.set('cookie', cookie);
    headers.set('x-forwarded-for', address);
    const began = clock();
    const response = await fetch(url, { ...init, headers });
    if (response.ok && String(url).endsWith('/Watch')) calls.ok('stream', clock() - began);
    return response;
  }
}
