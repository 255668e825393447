/**
 * Finds what was stored under the bytes of a few columns without making a string of them: an open-addressing
 * hash table over a pool of bytes. Rows of a month repeat a thousand keys a million times.
 */
export class KeyIndex<Value> {
  readonly #values: Value[] = [];
  #slots = new Int32Array(4096).fill(-1);
  #hashes = new Int32Array(4096);
  /** Start of each key in the pool; one more than there are keys. */
  #starts = new Int32Array(1024);
  #pool = new DataView(new ArrayBuffer(65_536));

  get size(): number {
    return this.#values.length;
  }

  /**
   * The value under the columns whose starts and ends (exclusive) stand in `spans` as pairs, or
   * undefined. `hash` must be `KeyIndex.hash` of the same.
   */
  get(bytes: DataView, spans: Int32Array, hash: number): Value | undefined {
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const index = this.#slots[slot] as number;
      if (index < 0) return undefined;
      if (this.#hashes[slot] === hash && this.#holds(index, bytes, spans)) return this.#values[index];
    }
  }

  set(bytes: DataView, spans: Int32Array, hash: number, value: Value): void {
    if (this.#values.length * 2 >= this.#slots.length) this.#grow();
    const index = this.#values.push(value) - 1;
    this.#append(index, bytes, spans);
    this.#place(index, hash);
  }

  /** A hash of the columns: every byte counts, and so does where a column ends. */
  static hash(bytes: DataView, spans: Int32Array): number {
    let hash = 0x811c9dc5;
    for (let span = 0; span < spans.length; span += 2) {
      const end = spans[span + 1] as number;
      let at = spans[span] as number;
      for (; at + 4 <= end; at += 4) {
        hash = Math.imul(hash ^ bytes.getInt32(at, true), 0x9e3779b1);
        hash ^= hash >>> 15;
      }
      for (; at < end; at++) hash = Math.imul(hash ^ bytes.getUint8(at), 0x01000193);
      hash = Math.imul(hash ^ 0x1f, 0x01000193);
    }
    return hash ^ (hash >>> 13);
  }

  /** Whether the key at `index` of the pool is what stands in the columns, compared four bytes at a time. */
  #holds(index: number, bytes: DataView, spans: Int32Array): boolean {
    const pool = this.#pool;
    let at = this.#starts[index] as number;
    const end = this.#starts[index + 1] as number;
    for (let span = 0; span < spans.length; span += 2) {
      let from = spans[span] as number;
      const to = spans[span + 1] as number;
      // Behind each column stands a zero.
      if (at + to - from >= end || pool.getUint8(at + to - from) !== 0) return false;
      for (; from + 4 <= to; from += 4, at += 4) {
        if (pool.getInt32(at) !== bytes.getInt32(from)) return false;
      }
      for (; from < to; from++, at++) if (pool.getUint8(at) !== bytes.getUint8(from)) return false;
      at++;
    }
    return at === end;
  }

  #append(index: number, bytes: DataView, spans: Int32Array): void {
    let at = this.#starts[index] as number;
    let length = 0;
    for (let span = 0; span < spans.length; span += 2) {
      length += (spans[span + 1] as number) - (spans[span] as number) + 1;
    }
    while (at + length > this.#pool.byteLength) {
      this.#pool = new DataView(this.#pool.buffer.transfer(this.#pool.byteLength * 2));
    }
    for (let span = 0; span < spans.length; span += 2) {
      for (let from = spans[span] as number; from < (spans[span + 1] as number); from++) {
        this.#pool.setUint8(at++, bytes.getUint8(from));
      }
      this.#pool.setUint8(at++, 0);
    }
    if (index + 1 >= this.#starts.length) {
      const starts = new Int32Array(this.#starts.length * 2);
      starts.set(this.#starts);
      this.#starts = starts;
    }
    this.#starts[index + 1] = at;
  }

  #place(index: number, hash: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while ((this.#slots[slot] as number) >= 0) slot = (slot + 1) & mask;
    this.#slots[slot] = index;
    this.#hashes[slot] = hash;
  }

  #grow(): void {
    const slots = this.#slots;
    const hashes = this.#hashes;
    this.#slots = new Int32Array(slots.length * 2).fill(-1);
    this.#hashes = new Int32Array(slots.length * 2);
    for (const [slot, index] of slots.entries()) if (index >= 0) this.#place(index, hashes[slot] as number);
  }
}
