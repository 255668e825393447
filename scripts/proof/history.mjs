/**
 * @typedef {object} Write what a client wrote, and what it knows of it
 * @property {string} log where writes have an order among each other: a conversation, a meter
 * @property {string} id by which it is found again
 * @property {string | number} value what was written
 * @property {number} invokedAt milliseconds on a clock that does not jump, just before it was sent
 * @property {'ok' | 'failed' | 'unknown'} end acknowledged; refused for good; or nothing was heard of it
 * @property {number} endedAt when that was heard; infinite where nothing was
 */

/** Writes in the order in which they were sent, with what their writers heard of them. */
export class History {
  /** @type {Write[]} */
  #writes = [];
  #now;

  /** @param {() => number} [now] milliseconds of a clock that does not jump */
  constructor(now = () => performance.now()) {
    this.#now = now;
  }

  /** @returns {readonly Write[]} */
  get writes() {
    return this.#writes;
  }

  /**
   * Notes a write before it is sent. Until its writer says what came of it, that is unknown.
   *
   * @param {Pick<Write, 'log' | 'id' | 'value'>} write
   */
  invoke({ log, id, value }) {
    const write = {
      log,
      id,
      value,
      invokedAt: this.#now(),
      end: 'unknown',
      endedAt: Number.POSITIVE_INFINITY,
    };
    this.#writes.push(write);
    const ended = (end) => Object.assign(write, { end, endedAt: this.#now() });
    return { ok: () => ended('ok'), failed: () => ended('failed') };
  }

  /** How many of them ended so. */
  count(end) {
    return this.#writes.filter((write) => write.end === end).length;
  }

  /** A line for each. */
  toString() {
    return this.#writes.map((write) => `${JSON.stringify(write)}\n`).join('');
  }
}
