/** A half-open run of indices `[from, to)`. */
export interface Run {
  readonly from: number;
  readonly to: number;
}

/** What is known of some memory: the runs of the first so many values. */
interface KnownRuns {
  readonly byteOffset: number;
  readonly length: number;
  readonly runs: readonly Run[];
}

/** Keyed by memory, so that what grows in its place is only looked at where it has grown. */
const known = new WeakMap<ArrayBufferLike, KnownRuns>();

/**
 * The runs of values between gaps (NaN), in order. Arrays do not change once they have been handed over: of memory
 * that has been seen before only the values after the ones then are looked at.
 */
export function valueRuns(values: Float64Array): readonly Run[] {
  const before = known.get(values.buffer);
  const isGrown = before?.byteOffset === values.byteOffset && before.length <= values.length;
  if (isGrown && before.length === values.length) return before.runs;
  const runs = isGrown ? [...before.runs] : [];
  const first = isGrown ? before.length : 0;
  const last = runs.at(-1);
  // The last run may go on.
  const open = last?.to === first ? runs.pop() : undefined;
  let from = open?.from ?? -1;
  for (let i = first; i <= values.length; i++) {
    const isValue = i < values.length && !Number.isNaN(values[i]);
    if (isValue && from < 0) from = i;
    if (isValue || from < 0) continue;
    runs.push({ from, to: i });
    from = -1;
  }
  known.set(values.buffer, { byteOffset: values.byteOffset, length: values.length, runs });
  return runs;
}

/** Whether `values` are what `before` are, and maybe more: the same memory, as far or further. */
export function isContinued(before: Float64Array, values: Float64Array): boolean {
  return (
    values.buffer === before.buffer &&
    values.byteOffset === before.byteOffset &&
    values.length >= before.length
  );
}
