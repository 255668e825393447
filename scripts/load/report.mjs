import { percentile } from '../../bench/percentile.ts';

const COLUMNS = ['call', 'count', 'p50', 'p95', 'p99', 'max', 'errors'];

/** What a run came to, as text: times in milliseconds. */
export function report({ calls, nodes, clients, left }) {
  const rows = Object.entries(calls.toJSON()).map(([call, { ms, errors }]) => [
    call,
    String(ms.length),
    ...[0.5, 0.95, 0.99, 1].map((share) => (ms.length === 0 ? '–' : percentile(ms, share).toFixed(1))),
    Object.entries(errors)
      .map(([code, count]) => `${count} ${code}`)
      .join(', ') || '0',
  ]);
  const widths = COLUMNS.map((name, column) =>
    Math.max(name.length, ...rows.map((row) => row[column].length)),
  );
  const lineOf = (row) =>
    row
      .map((cell, column) => pad(cell, widths[column], column))
      .join('  ')
      .trimEnd();
  return [
    lineOf(COLUMNS),
    ...rows.map(lineOf),
    ...nodes.map(
      ({ cpuShare, rssMegabytes, heapMegabytes, streams }, index) =>
        `node ${index + 1}: ${percent(cpuShare)} of a core, ${rssMegabytes.toFixed(0)} MB resident, ${heapMegabytes.toFixed(0)} MB of heap, ${streams} streams open at the end`,
    ),
    ...clients.map(
      ({ cpuShare, loopDelayMs }, index) =>
        `users ${index + 1}: ${percent(cpuShare)} of a core, its timers up to ${loopDelayMs.toFixed(0)} ms late (p99)`,
    ),
    `left when everybody had gone: ${left.streams} streams, ${left.topics} watched topics`,
  ].join('\n');
}

/** How the memory of the nodes grew, as text. */
export function reportGrowth({ grown, samples }) {
  const text = ({ perHour, error }) => `${perHour.toFixed(2)} ± ${error.toFixed(2)} MB/h`;
  return grown
    .map(
      ({ objects, code, rss }, index) =>
        `node ${index + 1}: objects ${text(objects)}, compiled code ${text(code)}, resident ${text(rss)}, of ${samples} samples after the warm-up`,
    )
    .join('\n');
}

const pad = (cell, width, column) =>
  column === 0 || column === 6 ? cell.padEnd(width) : cell.padStart(width);
const percent = (share) => `${Math.round(100 * share)} %`;
