import { between, type Random, seededRandom } from './seeded-random.ts';

/** Shares of what goes wrong on the way, each from 0 to 1. */
export interface Disturbance {
  /** Comes after others that were sent later. */
  readonly late: number;
  /** Comes twice. */
  readonly duplicate: number;
  /** Its body is broken. */
  readonly corrupt: number;
}

/** What becomes of an item on a way that disturbs. */
export interface Disturbed<Item> {
  readonly item: Item;
  readonly kind: 'good' | 'duplicate' | 'corrupt';
}

/** A late item is overtaken by up to so many others; they wait in memory. */
const MOST_BEHIND = 2_000;
const PURPOSE = 21;

/**
 * Sends items on such a way. Each comes at least once and whole, but for the corrupt ones: those come broken, and
 * nothing else of them. The same seed does the same to the same items; late ones that are left come at the end.
 */
export function* disturb<Item>(
  items: Iterable<Item>,
  share: Disturbance,
  seed: number,
): Generator<Disturbed<Item>> {
  const random = seededRandom(seed, PURPOSE);
  const late = new LateItems<Disturbed<Item>>(random);
  for (const item of items) {
    const kind = random() < share.corrupt ? 'corrupt' : 'good';
    if (random() < share.late) late.add({ item, kind });
    else yield { item, kind };
    if (kind === 'good' && random() < share.duplicate) late.add({ item, kind: 'duplicate' });
    yield* late.next();
  }
  yield* late.rest();
}

/** Items that come some steps later, in another order than they were put in. */
class LateItems<Item> {
  readonly #due = new Map<number, Item[]>();
  readonly #random: Random;
  #step = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  add(item: Item): void {
    const due = this.#step + Math.ceil(between(0, MOST_BEHIND, this.#random));
    const others = this.#due.get(due);
    if (others) others.push(item);
    else this.#due.set(due, [item]);
  }

  /** Those that are due now. */
  next(): readonly Item[] {
    const items = this.#due.get(this.#step) ?? [];
    this.#due.delete(this.#step);
    this.#step += 1;
    return items;
  }

  *rest(): Generator<Item> {
    for (const items of this.#due.values()) yield* items;
  }
}
