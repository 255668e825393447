import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '../../packages/sdk/src/index.ts';
import { eventually } from '../../packages/server/src/platform/testing/eventually.ts';

const LIMIT_MS = 180_000;
const TRY_MS = 15_000;
const PAUSE_MS = 500;
const RANGE = { from: Date.parse('2022-01-01T00:00:00Z'), to: Date.parse('2022-02-01T00:00:00Z') };

/** Of each stream what a page may show. */
export const QUESTIONS = {
  load: { stream: 'load', area: 'GR', ...RANGE },
  generation: { stream: 'generation', area: 'GR', ...RANGE },
  flows: { stream: 'flows', fromArea: 'GR', ...RANGE },
};

/**
 * A page that watches a series, and reads it again and again.
 *
 * @param {{ stream: keyof typeof QUESTIONS, url: string, restsOn: readonly string[] }} options `restsOn` names what may be missed
 *   without a fault of this page's stream
 */
export function startSeriesWatcher({ stream, url, restsOn }) {
  const question = QUESTIONS[stream];
  const client = createClient({ baseUrl: url });
  const stop = new AbortController();
  const failures = [];
  const absences = [];
  const events = [];
  let last = [];
  let away;
  client.live.onStatus(({ state, error }) => {
    const now = performance.now();
    if (state === 'live') {
      if (away) away.to = now;
      away = undefined;
    }
    if (state !== 'reconnecting') return;
    const lost = { name: `the live stream of ${stream}`, restsOn, from: now };
    failures.push({ ...lost, to: now, error: error?.message });
    if (away) return;
    away = { ...lost, to: Number.POSITIVE_INFINITY };
    absences.push(away);
  });
  void watch();
  // There may be no file yet.
  const first = Promise.withResolvers();
  const reading = first.promise.then(read);
  return {
    client,
    events,
    failures,
    /** When its live stream was lost, and until when; infinite where it never came back. */
    absences,
    isUp: () => events.length > 0 && last.length > 0,
    async finish() {
      stop.abort();
      first.resolve();
      await reading;
    },
    async problems() {
      const equalsFresh = async () => {
        const { series } = await client.series.get({ ...question, isFresh: true });
        return contentOf(series) === contentOf(last) || undefined;
      };
      const problems = [];
      // What never comes back is told with the other absences.
      await eventually(() => away === undefined || undefined, LIMIT_MS).catch(() => undefined);
      await eventually(equalsFresh, LIMIT_MS).catch(() =>
        problems.push(`what a page was told of ${stream} is not what is read afresh`),
      );
      return problems;
    },
  };

  async function watch() {
    for (;;) {
      try {
        for await (const { type, series } of client.series.watch(question)) {
          events.push(type);
          last = series;
          if (series.length > 0) first.resolve();
        }
        return;
      } catch (error) {
        if (error.code === 'canceled') return;
        await delay(PAUSE_MS);
      }
    }
  }

  async function read() {
    while (!stop.signal.aborted) {
      const from = performance.now();
      try {
        await client.series.get({ ...question, isFresh: true, signal: AbortSignal.timeout(TRY_MS) });
      } catch (error) {
        const to = performance.now();
        failures.push({
          name: `reading ${stream}`,
          restsOn,
          from,
          to,
          error: `${error.code} ${error.message}`,
        });
      }
      await delay(PAUSE_MS);
    }
  }
}

const contentOf = (all) =>
  JSON.stringify(
    all.map(({ key, segments }) => [key, segments]),
    (_, value) => (ArrayBuffer.isView(value) ? [...value] : value),
  );
