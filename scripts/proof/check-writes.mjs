/**
 * @typedef {object} Stored what is there in the end
 * @property {string} log
 * @property {string} id
 * @property {string | number} value
 * @property {number} [position] its place in the log; without one the log has no order
 */

/**
 * Compares a history with what is stored: what was acknowledged is there once, as it was written, and after what had been
 * acknowledged before it was sent; what was refused is not there; what nothing was heard of is there at most once; and nothing
 * is there that nobody wrote.
 *
 * @param {readonly import('./history.mjs').Write[]} writes
 * @param {readonly Stored[]} stored
 * @returns {string[]} what is wrong, a sentence for each
 */
export function checkWrites(writes, stored) {
  const copies = Map.groupBy(stored, keyOf);
  const written = new Map(writes.map((write) => [keyOf(write), write]));
  const problems = [];
  for (const [key, write] of written) {
    const found = copies.get(key) ?? [];
    if (write.end === 'ok' && found.length === 0)
      problems.push(`${nameOf(write)} was acknowledged and is lost`);
    if (write.end === 'failed' && found.length > 0)
      problems.push(`${nameOf(write)} was refused and is stored`);
    if (found.length > 1) problems.push(`${nameOf(write)} is stored ${found.length} times`);
    for (const { value } of found)
      if (value !== write.value)
        problems.push(`${nameOf(write)} says ${JSON.stringify(value)}, not ${JSON.stringify(write.value)}`);
  }
  for (const [key, [one]] of copies)
    if (!written.has(key)) problems.push(`${nameOf(one)} is stored and nobody wrote it`);
  for (const inLog of Map.groupBy(stored, ({ log }) => log).values())
    problems.push(...checkOrder(inLog, written));
  return problems;
}

/** A write that was acknowledged before another one was sent stands before it. */
function checkOrder(stored, written) {
  const inOrder = stored
    .filter(({ position }) => position !== undefined)
    .toSorted((a, b) => a.position - b.position)
    .flatMap((entry) => written.get(keyOf(entry)) ?? []);
  const problems = [];
  let newest;
  for (const write of inOrder) {
    if (newest && write.endedAt < newest.invokedAt)
      problems.push(
        `${nameOf(write)} was acknowledged before ${nameOf(newest)} was sent, and stands after it`,
      );
    if (!newest || write.invokedAt > newest.invokedAt) newest = write;
  }
  return problems;
}

const keyOf = ({ log, id }) => `${log}\n${id}`;
const nameOf = ({ log, id }) => `${id} of ${log}`;
