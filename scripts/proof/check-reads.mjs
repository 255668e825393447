/**
 * @typedef {object} Outage a time in which a part may not have answered
 * @property {string} part
 * @property {number} from milliseconds on the clock of the reads
 * @property {number} to until when what rests on it may feel it
 */

/**
 * What went on although it should: reads that failed while nothing that they rest on was away.
 *
 * @param {readonly { name: string, restsOn: readonly string[], from: number, to: number, error: string }[]} failures
 * @param {readonly Outage[]} outages
 * @returns {string[]} what is wrong, a sentence for each name, with the first of its failures
 */
export function checkReads(failures, outages) {
  const unexplained = failures.filter(
    ({ restsOn, from, to }) =>
      !outages.some((outage) => restsOn.includes(outage.part) && outage.from <= to && from <= outage.to),
  );
  return Array.from(
    Map.groupBy(unexplained, ({ name }) => name),
    ([name, [first, ...more]]) =>
      `${name} failed ${1 + more.length} times while all that it rests on was there, first at ${timeOf(first)} by: ${first.error}`,
  );
}

/** As the logs of the processes say it. */
const timeOf = ({ from }) => new Date(performance.timeOrigin + from).toISOString();
