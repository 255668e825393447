import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { newestEnd } from '../chart/newest-end.ts';
import type { TimeSpan } from '../chart/time-span.ts';
import { ZoneClock } from '../chart/zone-clock.ts';
import { ElementError } from '../element/element-error.ts';
import { isRepeated } from '../element/is-repeated.ts';
import { nextTask } from '../element/next-task.ts';
import type { AreaSeries, AreaType, ChartArea, ChartClient, StreamName } from './chart-client.ts';
import { requestsOf } from './chart-requests.ts';
import { type Bucket, wholeBuckets } from './detail.ts';
import { followSeries, type SeriesFollower } from './follow-series.ts';
import { type Loaded, neededFor, newestOf, suffices } from './loaded-range.ts';
import { type Presenter, presenterOf } from './present-series.ts';
import {
  type DataBounds,
  HORIZON_MS,
  parseRange,
  parseTime,
  type RangeAttributes,
  RENEW_BEFORE_MS,
  type RequestedRange,
  surroundings,
} from './shown-range.ts';
import { strings } from './strings.ts';

/** What a chart is about, as its attributes say it. Empty text means not given. */
export interface SeriesRequest extends RangeAttributes {
  readonly client: ChartClient;
  readonly stream: StreamName;
  readonly area: string;
  readonly areaType: AreaType;
  readonly timeZone: string;
  /** RFC 3339 time: the series as they were known then. Empty: as they are, and how they change. */
  readonly asOf: string;
  /** Whether to read what lies around the range as well. */
  readonly isWide: boolean;
  /** Pixel columns of the plot: what is finer than they are need not be read. */
  readonly columns: number;
  /** Says what is wrong in the chart's attributes, so that nothing is read; empty where nothing is. */
  readonly wrong: string;
}

/** What is known so far. */
export type SeriesState =
  | { readonly status: 'loading' }
  | { readonly status: 'error'; readonly error: Error }
  | ReadyState;

export interface ReadyState {
  readonly status: 'ready';
  readonly area: ChartArea;
  readonly clock: ZoneClock;
  readonly requested: RequestedRange;
  /** The stretch of time that the series hold, and how finely. */
  readonly loaded: Loaded;
  readonly series: readonly AreaSeries[];
  /** How they are shown. */
  readonly present: Presenter;
  /** Beside buckets: the last day of the same series, as published. */
  readonly tail: readonly AreaSeries[] | undefined;
  /** End of the newest value, epoch milliseconds; undefined without any. The newest bucket may reach beyond it. */
  readonly newest: number | undefined;
  /** The time that was asked for, epoch milliseconds; undefined for what is known now. */
  readonly asOf: number | undefined;
  /** When the series have last changed here, epoch milliseconds. */
  readonly changedAt: number;
}

/** How much is read as published beside buckets, so that the newest value is known. */
const TAIL_MS = 24 * 3_600_000;

/** While a range is being changed, what it lacks is read so often, in milliseconds: the old detail is drawn meanwhile. */
const SETTLE_MS = 200;

/** So far the clock of a page's server may be ahead of the reader's: what is known now is known there as of now. */
const CLOCKS_APART_MS = 60_000;

/** Reads the series of a request and keeps them up to date for as long as the host is connected. */
export class SeriesController implements ReactiveController {
  state: SeriesState = { status: 'loading' };
  readonly #host: ReactiveControllerHost;
  readonly #onError: (error: Error) => void;
  #request: SeriesRequest | undefined;
  #stop: AbortController | undefined;
  #isConnected = false;
  /** What the run that goes on watches. */
  #watched: Loaded | undefined;
  #movedAt = Number.NEGATIVE_INFINITY;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost, onError: (error: Error) => void) {
    this.#host = host;
    this.#onError = onError;
    host.addController(this);
  }

  hostConnected(): void {
    this.#isConnected = true;
    if (this.#request) this.#start(this.#request);
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    clearTimeout(this.#settling);
    this.#stop?.abort();
  }

  /** Follows this request from now on; the same request again changes nothing. */
  follow(request: SeriesRequest): void {
    const before = this.#request;
    if (before && sameRequest(before, request)) return;
    this.#request = request;
    if (before && this.state.status === 'ready' && sameSource(before, request)) {
      this.#move(request, this.state);
      return;
    }
    // The plot has got its size: until then the page's was taken, which is finer.
    const { columns } = request;
    if (before && this.state.status === 'loading' && sameRequest({ ...before, columns }, request)) return;
    this.state = { status: 'loading' };
    if (this.#isConnected) this.#start(request);
  }

  /** Begins anew, for example after an error. */
  retry(): void {
    if (!this.#request || !this.#isConnected) return;
    this.#set({ status: 'loading' });
    this.#start(this.#request);
  }

  /** Begins anew, and shows what it shows until something has come. */
  again(): void {
    if (this.#request && this.#isConnected) this.#start(this.#request);
  }

  /** Shows another range of the same data; what has been read stays until what lacks has come. */
  #move(request: SeriesRequest, state: ReadyState): void {
    try {
      const requested = parseRange(request, state.clock);
      this.state = { ...state, requested };
      clearTimeout(this.#settling);
      const needed = neededFor(requested, boundsOf(state), request.columns);
      // What is still watched beyond the newest value need not be as much as at the start.
      const to = requested.to ?? needed.to - HORIZON_MS + RENEW_BEFORE_MS;
      if (suffices(this.#watched ?? state.loaded, { ...needed, to })) return;
      const start = () => {
        this.#movedAt = performance.now();
        this.#start(request, { source: state, newest: boundsOf(state).until, isWide: true });
      };
      const waitMs = this.#movedAt + SETTLE_MS - performance.now();
      if (waitMs <= 0) start();
      else this.#settling = setTimeout(start, waitMs);
    } catch (error) {
      this.#fail(error);
    }
  }

  /** @param known what an earlier run has told, and whether the user looks around */
  #start(request: SeriesRequest, known: Known = { isWide: request.isWide }): void {
    this.#stop?.abort();
    clearTimeout(this.#settling);
    const stop = new AbortController();
    this.#stop = stop;
    this.#watched = undefined;
    this.#run(request, { ...known, stop }).catch((thrown: unknown) => {
      if (stop.signal.aborted) return;
      this.#fail(thrown);
    });
  }

  #fail(thrown: unknown): void {
    this.#stop?.abort();
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    const { state: before } = this;
    this.#set({ status: 'error', error });
    if (!isRepeated(error, before)) this.#onError(error);
  }

  async #run(request: SeriesRequest, run: Known & { readonly stop: AbortController }): Promise<void> {
    if (request.wrong) throw new ElementError(request.wrong);
    const { signal } = run.stop;
    const { area, present } = run.source ?? (await findSource(request, signal));
    // The first clock of a page loads the time zones of its language.
    if (!run.source) await nextTask(request.client);
    const clock = makeClock(request.timeZone || area.timeZone);
    if (!run.source) await nextTask(request.client);
    const until = Math.max(area.dataUntil ?? Date.now(), run.newest ?? Number.NEGATIVE_INFINITY);
    const bounds = { from: area.dataFrom, until };
    const needed = neededFor(parseRange(request, clock), bounds, request.columns);
    const loaded = {
      ...needed,
      ...wholeBuckets(run.isWide ? surroundings(needed, bounds) : needed, needed),
    };
    this.#watched = loaded;
    const asOf = parseTime('as-of', request.asOf, clock);
    if (asOf !== undefined && asOf > Date.now() + CLOCKS_APART_MS)
      throw new ElementError(() => strings.asOfAhead(request.asOf));

    let series: readonly AreaSeries[] | undefined;
    let tail: readonly AreaSeries[] | undefined;
    const show = (): void => {
      if (!series) return;
      // The request may have moved within what is watched since this run began.
      const current = this.#request ?? request;
      const requested = parseRange(current, clock);
      const newest = (tail && newestEnd(tail)) ?? newestOf(series, area, loaded);
      const known = {
        area,
        present,
        clock,
        requested,
        loaded,
        series,
        tail,
        newest,
        asOf,
        changedAt: Date.now(),
      };
      this.#set({ status: 'ready', ...known });
      const isOpen = requested.to === undefined && asOf === undefined;
      if (isOpen && newest !== undefined && newest > loaded.to - RENEW_BEFORE_MS)
        this.#start(current, { source: { area, present }, newest, isWide: run.isWide });
    };
    const follow = (span: TimeSpan, bucket: Bucket | undefined, update: SeriesFollower['update']) =>
      followSeries(request.client, requestsOf(request, span), { bucket, asOf, signal, update });
    const whole = follow(loaded, loaded.bucket, (all) => {
      series = all;
      show();
    });
    if (loaded.bucketMs === 0 || loaded.to < until) return whole;
    const last = follow({ from: until - TAIL_MS, to: loaded.to }, undefined, (all) => {
      tail = all;
      show();
    });
    await Promise.all([whole, last]);
  }

  #set(state: SeriesState): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}

/** What is known before a run. */
interface Known {
  readonly source?: Pick<ReadyState, 'area' | 'present'>;
  /** End of the newest value. */
  readonly newest?: number;
  /** Whether the user looks around, so that what lies beside the range is wanted too. */
  readonly isWide: boolean;
}

/** Where the data of an area begins and ends, as far as is known. */
function boundsOf({ area, newest = Number.NEGATIVE_INFINITY }: ReadyState): DataBounds {
  return { from: area.dataFrom, until: Math.max(area.dataUntil ?? newest, newest) };
}

function sameSource(a: SeriesRequest, b: SeriesRequest): boolean {
  const { from, to, span, isWide, columns } = b;
  return sameRequest({ ...a, from, to, span, isWide, columns }, b);
}

function sameRequest(a: SeriesRequest, b: SeriesRequest): boolean {
  return (Object.keys(a) as (keyof SeriesRequest)[]).every((name) => a[name] === b[name]);
}

/** What there is to know before the first value: where it is from, and how it is shown. */
async function findSource(
  request: SeriesRequest,
  signal: AbortSignal,
): Promise<Pick<ReadyState, 'area' | 'present'>> {
  const [area, present] = await Promise.all([findArea(request, signal), presenterOf(request.stream)]);
  return { area, present };
}

async function findArea(
  { client, stream, area, areaType }: SeriesRequest,
  signal: AbortSignal,
): Promise<ChartArea> {
  if (area === '') throw new ElementError(strings.areaMissing);
  const areas = await client.series.areas({ stream, areaType, signal });
  if (areas.length === 0) throw new ElementError(() => strings.streamEmpty, { retryable: true });
  const found = areas.find(({ mapCode, eic }) => mapCode === area || eic === area);
  if (!found) throw new ElementError(() => strings.areaUnknown(area));
  return found;
}

function makeClock(timeZone: string): ZoneClock {
  try {
    return new ZoneClock(timeZone);
  } catch (cause) {
    throw new ElementError(strings.zoneUnknown(timeZone), { cause });
  }
}
