import type { ReactiveControllerHost } from 'lit';
import type { ChartSeries } from '../../chart/chart-series.ts';
import { GapIndex } from '../../chart/gap-index.ts';
import { PyramidStore } from '../../chart/pyramid-store.ts';
import type { TimeSpan } from '../../chart/time-span.ts';
import { spokenLanguage } from '../../element/language.ts';
import { Memo } from '../../element/memo.ts';
import type { AreaSeries, AreaType, ChartClient, StreamName } from '../chart-client.ts';
import { requestsOf } from '../chart-requests.ts';
import type { ChartView } from '../chart-view.ts';
import { columnsOf, detailFor, wholeBuckets } from '../detail.ts';
import { followSeries } from '../follow-series.ts';
import { reachOf } from '../loaded-range.ts';
import type { ReadyState } from '../series-controller.ts';
import { HORIZON_MS, LONGEST_MS, RENEW_BEFORE_MS } from '../shown-range.ts';
import { keepReading } from './keep-reading.ts';

/** What an overview draws. */
export interface OverviewSource {
  readonly series: readonly ChartSeries[];
  readonly pyramids: PyramidStore;
  readonly gapIndex: GapIndex;
  readonly loaded: TimeSpan;
}

/** What the whole of the data is read for. */
export interface OverviewSubject {
  readonly client: ChartClient;
  readonly stream: StreamName;
  readonly areaType: AreaType;
  readonly state: ReadyState;
  readonly locale: string;
}

/** What has been read between the first and the newest value: a compared line of another period may go on after it. */
function withinData({ loaded, area, newest = loaded.to }: ReadyState): TimeSpan {
  const from = Math.max(loaded.from, area.dataFrom ?? loaded.from);
  return { from, to: Math.max(from, Math.min(loaded.to, newest)) };
}

/** Keeps up to date, in long buckets, all the data there is, where a chart itself has read only some of it. */
export class OverviewData {
  readonly #host: ReactiveControllerHost;
  readonly #onError: (error: Error) => void;
  readonly #present = new Memo<Omit<OverviewSource, 'loaded'>>();
  #reading = new AbortController();
  #asked: readonly unknown[] = [];
  #watchedUntil = Number.NEGATIVE_INFINITY;
  #loaded: TimeSpan | undefined;
  #series: readonly AreaSeries[] | undefined;

  constructor(host: ReactiveControllerHost, onError: (error: Error) => void) {
    this.#host = host;
    this.#onError = onError;
    host.addController({ hostDisconnected: () => this.#forget() });
  }

  /** What to draw under a view: what that draws itself, until more has come. */
  of(subject: OverviewSubject, { frame, colors, hidden, layout }: ChartView): OverviewSource {
    const { state, locale } = subject;
    this.#follow(subject, columnsOf(layout.width, frame.pixelRatio));
    const series = this.#series;
    const loaded = this.#loaded;
    const { area, newest } = state;
    if (!series || !loaded) return { ...frame, loaded: withinData(state) };
    const made = this.#present.get([series, newest, colors, hidden, locale, spokenLanguage()], () => {
      const options = { eic: area.eic, colors, locale, hiddenSeries: [...hidden] };
      const all = state.present(series, { ...options, isNarrow: false });
      const shown = all.filter((one) => !hidden.has(one.group));
      return {
        series: shown,
        pyramids: new PyramidStore(),
        gapIndex: new GapIndex(shown, reachOf(area, newest)),
      };
    });
    return { ...made, loaded };
  }

  #follow({ client, stream, areaType, state }: OverviewSubject, columns: number): void {
    const { area, loaded, asOf } = state;
    const until = Math.max(area.dataUntil ?? 0, state.newest ?? 0);
    const from = Math.max(area.dataFrom ?? loaded.from, until - LONGEST_MS);
    if (loaded.from <= from && loaded.to >= until) {
      this.#forget();
      return;
    }
    const detail = detailFor(until - from, columns);
    const asked = [client, stream, areaType, area.eic, asOf, from, detail];
    const isSame = asked.every((part, i) => part === this.#asked[i]);
    if (isSame && until <= this.#watchedUntil - RENEW_BEFORE_MS) return;
    // Of the same data what is drawn stays until what comes after it is there too.
    if (isSame) this.#stop();
    else this.#forget();
    this.#asked = asked;
    const { signal } = this.#reading;
    const span = wholeBuckets({ from, to: until + HORIZON_MS }, detail);
    this.#watchedUntil = span.to;
    const requests = requestsOf({ stream, area: area.mapCode, areaType }, span);
    const read = (came: () => void) => {
      const update = (series: readonly AreaSeries[]) => {
        came();
        this.#series = series;
        this.#loaded = { from, to: span.to };
        this.#host.requestUpdate();
      };
      return followSeries(client, requests, { bucket: detail.bucket, asOf, signal, update });
    };
    keepReading(read, { signal, failed: (error, before) => before === 0 && this.#onError(error) });
  }

  #stop(): void {
    this.#reading.abort();
    this.#reading = new AbortController();
  }

  #forget(): void {
    this.#stop();
    this.#asked = [];
    this.#series = undefined;
    this.#loaded = undefined;
  }
}
