/**
 * What one browser's run of one test file came to. The page's own trouble (a script that
 * does not load, an error outside a test) fails the file as a whole, and so does having no test.
 *
 * @param {import('@web/test-runner-core').TestSession} session
 * @returns {{ passed: number, failures: { name: string, detail: string }[], skips: { name: string, reason: string }[] }}
 */
export function sessionOutcome(session) {
  const tests = flatten(session.testResults);
  const failures = tests
    .filter(({ passed, skipped }) => !passed && !skipped)
    .map(({ name, error }) => ({ name, detail: describeError(error) }));
  const skips = tests
    .filter(({ skipped }) => skipped)
    .map(({ name }) => ({ name, reason: 'skipped in the browser' }));
  const passed = tests.filter((test) => test.passed && !test.skipped).length;

  const complaints = session.errors.map(describeError);
  if (complaints.length === 0 && failures.length === 0 && (!session.passed || tests.length === 0)) {
    complaints.push(tests.length === 0 ? 'There is no test in it' : 'The page failed without saying why');
  }
  if (complaints.length > 0) failures.push({ name: 'the whole file', detail: complaints.join('\n') });
  const last = failures.at(-1);
  if (last) last.detail += pageNotes(session);
  return { passed, failures, skips };
}

function flatten(suite, path = []) {
  if (!suite) return [];
  const named = suite.name ? [...path, suite.name] : path;
  return [
    ...suite.tests.map((test) => ({ ...test, name: [...named, test.name].join(' › ') })),
    ...suite.suites.flatMap((inner) => flatten(inner, named)),
  ];
}

function describeError(error) {
  if (!error) return 'failed without an error';
  const { message, stack = '', expected, actual } = error;
  const compared = expected === undefined ? '' : `\nexpected: ${expected}\nactual:   ${actual}`;
  return `${stack.includes(message) ? stack : `${message}\n${stack}`}`.trimEnd() + compared;
}

function pageNotes({ logs, request404s }) {
  const lines = logs.map((parts) => parts.map(String).join(' '));
  return [
    request404s.length > 0 && `\n\nNot found: ${request404s.join(', ')}`,
    lines.length > 0 && `\n\nThe page logged:\n${lines.join('\n')}`,
  ]
    .filter(Boolean)
    .join('');
}
