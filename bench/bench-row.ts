/** One figure beside its peer, both measured in the same run. */
export interface BenchRow {
  /** Name of the figure, such as `import.first`. */
  readonly id: string;
  readonly value: number;
  /** Unit of `value` and `peer_value`. */
  readonly unit: string;
  /** What it is measured beside. */
  readonly peer: string;
  readonly peer_value: number;
  /** `value / peer_value`: holds across machines, the values do not. */
  readonly ratio: number;
  /** What is to be reached, in words such as `ratio ≤ 0.5`. */
  readonly reach: string;
  readonly reached: boolean;
  /** How it was measured, or what else was; printed below the table. */
  readonly note?: string;
}

/** A row whose ratio must not be above `most`, such as a duration or a size beside its peer. */
export function atMost(most: number, row: Measured): BenchRow {
  const ratio = row.value / row.peer_value;
  return { ...row, ratio, reach: `ratio ≤ ${most}`, reached: ratio <= most };
}

/** A row whose ratio must not be below `least`, such as a speed beside its peer. */
export function atLeast(least: number, row: Measured): BenchRow {
  const ratio = row.value / row.peer_value;
  return { ...row, ratio, reach: `ratio ≥ ${least}`, reached: ratio >= least };
}

/** What a benchmark knows of a row before it is judged. */
export type Measured = Pick<BenchRow, 'id' | 'value' | 'unit' | 'peer' | 'peer_value' | 'note'>;
