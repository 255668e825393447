/**
 * @typedef {object} Outage a time in which a part may not have answered
 * @property {string} part
 * @property {number} from milliseconds on the clock of the reads
 * @property {number} to when it worked again
 */

/**
 * What went on although it should: reads that failed while nothing that they rest on was away.
 *
 * @param {readonly { name: string, restsOn: readonly string[], from: number, to: number, error: string }[]} failures
 * @param {readonly Outage[]} outages
 * @param {number} graceMs so long after an outage a read may still feel it: connections are found broken, and made anew
 * @returns {string[]} what is wrong, a sentence for each name, with the first of its failures
 */
export function checkReads(failures, outages, graceMs) {
  const unexplained = failures.filter(
    ({ restsOn, from, to }) =>
      !outages.some(
        (outage) => restsOn.includes(outage.part) && outage.from <= to && from <= outage.to + graceMs,
      ),
  );
  return Array.from(
    Map.groupBy(unexplained, ({ name }) => name),
    ([name, [first, ...more]]) =>
      `${name} failed ${1 + more.length} times while all that it rests on was there, first by: ${first.error}`,
  );
}
