import type { ChartSeries } from '../../chart/chart-series.ts';
import { negated, type Segment } from '../../chart/segment.ts';
import { sumSegments } from '../../chart/segment-sum.ts';
import { spokenLanguage } from '../../element/language.ts';
import { Memo } from '../../element/memo.ts';
import { reasonText } from '../../element/reason-text.ts';
import { mayPass } from '../../element/retry-controller.ts';
import type { AreaSeries, ChartClient } from '../chart-client.ts';
import { requestsOf } from '../chart-requests.ts';
import type { ReadyState } from '../series-controller.ts';
import type { ChartHost, LinesInput } from './chart-host.ts';
import { totalOf } from './comparison.ts';
import { featureStrings } from './feature-strings.ts';
import { keepReading } from './keep-reading.ts';

/** What is published first is read anew with what has changed, at most this often. */
const READ_EVERY_MS = 60_000;

/** Shows what was published first against what it was revised to. */
export class RevisionView {
  readonly #host: ChartHost;
  readonly #onError: (error: Error) => void;
  readonly #lines = new Memo<readonly ChartSeries[]>();
  #reading = new AbortController();
  #asked: readonly unknown[] = [];
  #source: readonly unknown[] = [];
  #first: readonly AreaSeries[] = [];
  #failure: Error | undefined;
  #isSameAsFirst = false;
  /** When what was read first had last changed. */
  #changedAt = 0;

  constructor(host: ChartHost, onError: (error: Error) => void) {
    this.#host = host;
    this.#onError = onError;
    host.addController({ hostDisconnected: () => this.stop() });
  }

  /** A line for what is known, a dashed one for what was published first, and by how much they differ. */
  series({ client, state, colors, locale }: LinesInput): readonly ChartSeries[] {
    this.#follow(client, state);
    const { stream } = this.#host;
    return this.#lines.get(
      [state.series, this.#first, stream, colors, locale, spokenLanguage(), this.#failure !== undefined],
      () => {
        const now = totalOf(stream, state.series, state.area.eic);
        const current = lineOf('now', {
          label: featureStrings.versions.now,
          color: colors.accent,
          segments: now,
        });
        this.#isSameAsFirst = false;
        if (this.#failure && this.#first.length === 0) return [current];
        const first = totalOf(stream, this.#first, state.area.eic);
        const difference = first.length > 0 ? sumSegments([now, negated(first)], 'gap') : [];
        this.#isSameAsFirst =
          difference.length > 0 && difference.every(({ megawatts }) => megawatts.every(isZero));
        return [
          current,
          {
            ...lineOf('first', { label: featureStrings.versions.first, color: colors.text, segments: first }),
            dashPx: 5,
            isBelow: true,
          },
          {
            ...lineOf('difference', {
              label: featureStrings.versions.difference,
              color: 'transparent',
              segments: difference,
            }),
            mark: 'figure',
          },
        ];
      },
    );
  }

  /**
   * Why what was published first is not there: that it is not known only where it will not come later. Or that it is the
   * same, as its line is not to be seen then.
   */
  get notices(): string[] {
    if (!this.#failure) return this.#isSameAsFirst ? [featureStrings.notRevised] : [];
    return [mayPass(this.#failure) ? reasonText(this.#failure) : featureStrings.firstUnknown];
  }

  /** Reads nothing any more. */
  stop(): void {
    this.#reading.abort();
    this.#failure = undefined;
    this.#asked = [];
    this.#source = [];
    this.#first = [];
    this.#isSameAsFirst = false;
  }

  #follow(client: ChartClient, { area, loaded, asOf, changedAt }: ReadyState): void {
    const { stream, areaType } = this.#host;
    const { from, to, bucket } = loaded;
    const source = [client, stream, areaType, area.eic, asOf];
    const asked = [...source, from, to, bucket, Math.floor(changedAt / READ_EVERY_MS)];
    if (isSame(asked, this.#asked)) return;
    this.#reading.abort();
    this.#reading = new AbortController();
    if (!isSame(source, this.#source)) {
      this.#first = [];
      this.#failure = undefined;
      this.#changedAt = changedAt;
    }
    // What has just been published must not come from where answers are kept for a day.
    const isFresh = changedAt !== this.#changedAt;
    this.#source = source;
    this.#asked = asked;
    const { signal } = this.#reading;
    const more = {
      ...(bucket && { bucket }),
      ...(asOf !== undefined && { asOf }),
      ...(isFresh && { isFresh }),
      signal,
    };
    const requests = requestsOf({ stream, area: area.mapCode, areaType }, loaded);
    const read = async (): Promise<void> => {
      const results = await Promise.all(
        requests.map((request) => client.series.get({ ...request, ...more, version: 'first-published' })),
      );
      if (signal.aborted) return;
      this.#first = results.flatMap(({ series }) => series);
      this.#failure = undefined;
      this.#host.requestUpdate();
    };
    const failed = (error: Error, before: number) => {
      this.#failure = error;
      this.#host.requestUpdate();
      if (before === 0) this.#onError(error);
    };
    keepReading(read, { signal, failed });
  }
}

function lineOf(
  id: string,
  { label, color, segments }: { label: string; color: string; segments: readonly Segment[] },
): ChartSeries {
  return { id, label, color, mark: 'line', group: id, groupLabel: label, segments };
}

/** Nothing is known of a gap. */
function isZero(megawatts: number): boolean {
  return megawatts === 0 || Number.isNaN(megawatts);
}

function isSame(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.length === b.length && a.every((part, i) => part === b[i]);
}
