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

/** A late item is overtaken by up to so many others, unless told otherwise; they wait in memory. */
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
  const way = new DisturbedWay<Item>(share, { seed });
  for (const item of items) yield* way.pass(item);
  yield* way.rest();
}

/** Such a way for items that come bit by bit. */
export class DisturbedWay<Item> {
  readonly #share: Disturbance;
  readonly #random: Random;
  readonly #mostBehind: number;
  /** What comes later, by the step at which it comes. */
  readonly #late = new Map<number, Disturbed<Item>[]>();
  #step = 0;

  constructor(share: Disturbance, { seed, mostBehind = MOST_BEHIND }: { seed: number; mostBehind?: number }) {
    this.#share = share;
    this.#random = seededRandom(seed, PURPOSE);
    this.#mostBehind = mostBehind;
  }

  /** What arrives when an item is sent: often just that. */
  pass(item: Item): Disturbed<Item>[] {
    const { late, duplicate, corrupt } = this.#share;
    const random = this.#random;
    const kind = random() < corrupt ? 'corrupt' : 'good';
    const arriving: Disturbed<Item>[] = [];
    if (random() < late) this.#keepBack({ item, kind });
    else arriving.push({ item, kind });
    if (kind === 'good' && random() < duplicate) this.#keepBack({ item, kind: 'duplicate' });
    arriving.push(...(this.#late.get(this.#step) ?? []));
    this.#late.delete(this.#step);
    this.#step += 1;
    return arriving;
  }

  /** What is still on the way. */
  rest(): Disturbed<Item>[] {
    const left = [...this.#late.values()].flat();
    this.#late.clear();
    return left;
  }

  #keepBack(disturbed: Disturbed<Item>): void {
    const due = this.#step + Math.ceil(between(0, this.#mostBehind, this.#random));
    const others = this.#late.get(due);
    if (others) others.push(disturbed);
    else this.#late.set(due, [disturbed]);
  }
}
