/** The deliveries that are being tried now, counted by site. */
export class DeliveriesUnderWay {
  readonly #tries = new Set<Promise<void>>();
  readonly #ofSites = new Map<string, number>();
  readonly #onEnd: () => void;
  #failure: { readonly reason: unknown } | undefined;

  /** @param onEnd one of them has ended: there is room for another */
  constructor(onEnd: () => void = () => undefined) {
    this.#onEnd = onEnd;
  }

  /** How many there are. */
  get size(): number {
    return this.#tries.size;
  }

  /** How many there are of each site that has any. */
  get ofSites(): ReadonlyMap<string, number> {
    return this.#ofSites;
  }

  /** Counts a try until it ends. */
  add(siteId: string, attempt: Promise<void>): void {
    this.#count(siteId, 1);
    const ended = attempt
      .catch((reason: unknown) => {
        this.#failure ??= { reason };
      })
      .finally(() => {
        this.#tries.delete(ended);
        this.#count(siteId, -1);
        this.#onEnd();
      });
    this.#tries.add(ended);
  }

  /** @throws what the first try that failed by more than its receiver has thrown */
  check(): void {
    if (this.#failure) throw this.#failure.reason;
  }

  /** Resolves when all that have begun have ended; rejects as {@link check} does. */
  async settled(): Promise<void> {
    await Promise.all(this.#tries);
    this.check();
  }

  #count(siteId: string, change: number): void {
    const count = (this.#ofSites.get(siteId) ?? 0) + change;
    if (count === 0) this.#ofSites.delete(siteId);
    else this.#ofSites.set(siteId, count);
  }
}
