/**
 * What a file's report (lines of JSON from reporter.mjs) comes to. A file fails as a whole
 * where its process ended badly with no failed test to show for it, ended before its tests
 * did, or had no test.
 *
 * @param {string} text
 * @param {{ problem?: string | undefined, output: string }} end how the process ended, what it printed
 * @returns {{ passed: number, failures: { name: string, detail: string }[], skips: { name: string, reason: string }[] }}
 */
export function readReport(text, { problem, output }) {
  const lines = text
    .split('\n')
    // A process that was killed may have left half a line.
    .slice(0, -1)
    .map((line) => JSON.parse(line));
  const of = (kind) => lines.filter((line) => line.kind === kind);
  const failures = of('failed').map(({ name, detail }) => ({ name, detail }));
  const skips = of('skipped').map(({ name, reason }) => ({ name, reason }));
  const passed = of('passed').length;

  const complaint = wholeFileComplaint({ problem, lines, ran: passed + failures.length + skips.length });
  if (complaint && (failures.length === 0 || of('done').length === 0)) {
    const remarks = of('remark').map(({ message }) => message);
    failures.push({ name: 'the whole file', detail: [complaint, ...remarks].join('\n') });
  }
  const last = failures.at(-1);
  if (last && output.trim() !== '') last.detail += `\n\nThe file printed:\n${output.trimEnd()}`;
  return { passed, failures, skips };
}

function wholeFileComplaint({ problem, lines, ran }) {
  const ended = new Set(lines.filter(({ kind }) => kind === 'ended').map(({ id }) => id));
  const running = lines.filter(({ kind, id }) => kind === 'begun' && !ended.has(id)).map(({ name }) => name);
  const during = running.length > 0 ? ` while running: ${running.join(', ')}` : '';
  if (problem) return `The process ${problem}${during}`;
  if (ran === 0) return 'No test in it ran';
  return lines.some(({ kind }) => kind === 'done')
    ? undefined
    : `The process ended before its tests did${during}`;
}
