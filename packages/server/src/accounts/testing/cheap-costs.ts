import type { Argon2Costs } from '../password-hasher.ts';

/** For tests: the least argon2 that there is, as what is tested is not its strength. */
export const CHEAP_COSTS: Argon2Costs = { memoryKib: 64, passes: 1, lanes: 1 };
