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

/** Within so long after what it rests on may be felt no more, a live stream is back. */
const RESUME_MS = 10_000;

/**
 * Live streams that were not back in time: an outage explains that one is lost, not that it stays away.
 *
 * @param {readonly { name: string, restsOn: readonly string[], from: number, to: number }[]} absences
 * @param {readonly Outage[]} outages
 * @returns {string[]} what is wrong, a sentence for each
 */
export function checkAbsences(absences, outages) {
  return absences.flatMap((absence) => {
    const { name, restsOn, from, to } = absence;
    const felt = outages
      .filter((outage) => restsOn.includes(outage.part) && outage.from <= to)
      .toSorted((one, other) => one.from - other.from);
    let since = from;
    let longest = 0;
    for (const outage of [...felt, { from: to, to }]) {
      longest = Math.max(longest, outage.from - since);
      since = Math.max(since, outage.to);
    }
    if (longest <= RESUME_MS) return [];
    const seconds = Math.round(longest / 1000);
    return `${name} was away for ${seconds} s more than what it rests on, from ${timeOf(absence)}`;
  });
}

/** As the logs of the processes say it. */
const timeOf = ({ from }) => new Date(performance.timeOrigin + from).toISOString();
