/** Every call that there is a row of in the report. */
export const CALLS = ['session', 'load', 'generation', 'flows', 'stream', 'change'];

/** How long calls took, and with what those that failed did so. */
export class CallRecord {
  #calls = Object.fromEntries(CALLS.map((call) => [call, { ms: [], errors: {} }]));

  ok(call, ms) {
    this.#calls[call].ms.push(ms);
  }

  /** @param {string} code of a WattletError, or a word of ours for what the SDK rides out */
  failed(call, code) {
    const { errors } = this.#calls[call];
    errors[code] = (errors[code] ?? 0) + 1;
  }

  /** Takes over what another one has: what {@link toJSON} gave. */
  add(calls) {
    for (const [call, { ms, errors }] of Object.entries(calls)) {
      const own = this.#calls[call];
      own.ms = own.ms.concat(ms);
      for (const [code, count] of Object.entries(errors)) own.errors[code] = (own.errors[code] ?? 0) + count;
    }
  }

  get errorCount() {
    return Object.values(this.#calls)
      .flatMap(({ errors }) => Object.values(errors))
      .reduce((sum, count) => sum + count, 0);
  }

  toJSON() {
    return this.#calls;
  }
}
