/** Remembers the last result, and makes it anew only when one of its keys is another. */
export class Memo<T> {
  #keys: readonly unknown[] = [];
  #value: { readonly made: T } | undefined;

  /** @param keys everything that the result depends on, compared by identity */
  get(keys: readonly unknown[], make: () => T): T {
    const isSame = keys.length === this.#keys.length && keys.every((key, i) => Object.is(key, this.#keys[i]));
    if (this.#value && isSame) return this.#value.made;
    this.#keys = keys;
    this.#value = { made: make() };
    return this.#value.made;
  }
}
