/** Numbers in [0, 1), evenly spread, the next at each call. */
export type Random = () => number;

/**
 * A sequence of numbers that depends on the keys alone. Keys are whole numbers; sequences of keys that differ anywhere
 * have nothing to do with each other. Not for secrets.
 */
export function seededRandom(...keys: readonly number[]): Random {
  let state = 0x9e3779b9;
  for (const key of keys) {
    // Both halves: days, times and seeds may be above 32 bits.
    state = mix(state ^ mix(key | 0));
    state = mix(state + Math.trunc(key / 2 ** 32) + 1);
  }
  return () => {
    state = (state + 0x9e3779b9) | 0;
    return (mix(state) >>> 0) / 2 ** 32;
  };
}

/** The finaliser of MurmurHash3: each bit of the result depends on every bit of the value. */
function mix(value: number): number {
  let hash = value | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** A number between the two, from one of [0, 1). */
export const between = (low: number, high: number, random: Random): number => low + (high - low) * random();
