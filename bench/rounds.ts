/** Rounds of every benchmark: the median of them shrugs off three that were disturbed. */
export const ROUNDS = 7;

/** One side of a comparison. */
export interface Contender {
  /** Brings things back to where a round starts; not measured. */
  readonly prepare?: () => Promise<unknown>;
  readonly run: () => Promise<unknown>;
}

/** What {@link medianMs} runs. */
export interface RoundOptions {
  readonly rounds?: number;
  /** Rounds before the ones that count, so that code is compiled and files lie in memory. */
  readonly warmUps?: number;
}

/**
 * Runs contenders in turn, round by round, so that what else the machine does meets all of them, and returns the
 * median duration of each in milliseconds. Who goes first changes from round to round.
 */
export async function medianMs<Name extends string>(
  contenders: Readonly<Record<Name, Contender>>,
  { rounds = ROUNDS, warmUps = 1 }: RoundOptions = {},
): Promise<Record<Name, number>> {
  const names = Object.keys(contenders) as Name[];
  const times = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<Name, number[]>;
  for (let round = -warmUps; round < rounds; round++) {
    const order = round % 2 === 0 ? names : names.toReversed();
    for (const name of order) {
      const { prepare, run } = contenders[name];
      await prepare?.();
      const started = performance.now();
      await run();
      if (round >= 0) times[name].push(performance.now() - started);
    }
  }
  const medians = names.map((name) => [name, median(times[name])]);
  return Object.fromEntries(medians) as Record<Name, number>;
}

/** The middle of the values; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted.length - 1) / 2;
  const [low = Number.NaN, high = Number.NaN] = [sorted[Math.floor(middle)], sorted[Math.ceil(middle)]];
  return (low + high) / 2;
}
