import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { newestEnd } from '../chart/series-summary.ts';
import type { TimeSpan } from '../chart/time-span.ts';
import { ZoneClock } from '../chart/zone-clock.ts';
import type { AreaSeries, AreaType, ChartArea, ChartClient, StreamName } from './chart-client.ts';
import { ChartError } from './chart-error.ts';
import { requestsOf } from './chart-requests.ts';
import {
  type DataBounds,
  parseRange,
  parseTime,
  type RangeAttributes,
  type RequestedRange,
  surroundings,
  watchedRange,
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
  /** The stretch of time that the series hold. */
  readonly loaded: TimeSpan;
  readonly series: readonly AreaSeries[];
  /** The time that was asked for, epoch milliseconds; undefined for what is known now. */
  readonly asOf: number | undefined;
  /** When the series have last changed here, epoch milliseconds. */
  readonly changedAt: number;
}

/** An open range is watched anew when its newest value comes this close to the end of what is watched. */
const RENEW_BEFORE_MS = 24 * 3_600_000;

/** Reads the series of a request and keeps them up to date for as long as the host is connected. */
export class SeriesController implements ReactiveController {
  state: SeriesState = { status: 'loading' };
  readonly #host: ReactiveControllerHost;
  readonly #onError: (error: Error) => void;
  #request: SeriesRequest | undefined;
  #stop: AbortController | undefined;
  #isConnected = false;
  /** What the run that goes on watches. */
  #watched: TimeSpan | undefined;

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
    this.state = { status: 'loading' };
    if (this.#isConnected) this.#start(request);
  }

  /** Begins anew, for example after an error. */
  retry(): void {
    if (!this.#request || !this.#isConnected) return;
    this.#set({ status: 'loading' });
    this.#start(this.#request);
  }

  /** Shows another range of the same data; what has been read stays until what lacks has come. */
  #move(request: SeriesRequest, state: ReadyState): void {
    try {
      const requested = parseRange(request, state.clock);
      this.state = { ...state, requested };
      const bounds = boundsOf(state);
      if (covers(this.#watched ?? state.loaded, watchedRange(requested, bounds))) return;
      this.#start(request, { area: state.area, newest: bounds.until, isWide: true });
    } catch (error) {
      this.#fail(error);
    }
  }

  /** @param known what an earlier run has told, and whether the user looks around */
  #start(request: SeriesRequest, known: Known = { isWide: request.isWide }): void {
    this.#stop?.abort();
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
    this.#set({ status: 'error', error });
    this.#onError(error);
  }

  async #run(request: SeriesRequest, run: Known & { readonly stop: AbortController }): Promise<void> {
    const { signal } = run.stop;
    const area = run.area ?? (await findArea(request, signal));
    const clock = makeClock(request.timeZone || area.timeZone);
    const until = Math.max(area.dataUntil ?? Date.now(), run.newest ?? Number.NEGATIVE_INFINITY);
    const bounds = { from: area.dataFrom, until };
    const asked = watchedRange(parseRange(request, clock), bounds);
    const watched = run.isWide ? surroundings(asked, bounds) : asked;
    this.#watched = watched;
    const requests = requestsOf(request, watched);
    const asOf = parseTime('as-of', request.asOf, clock);
    const parts: (readonly AreaSeries[] | undefined)[] = requests.map(() => undefined);

    const update = (part: number, series: readonly AreaSeries[]): void => {
      parts[part] = series;
      const known = parts.filter((one) => one !== undefined);
      if (known.length < requests.length) return;
      const all = known.flat();
      // The request may have moved within what is watched since this run began.
      const requested = parseRange(this.#request ?? request, clock);
      const changedAt = Date.now();
      this.#set({ status: 'ready', area, clock, requested, loaded: watched, series: all, asOf, changedAt });
      const newest = newestEnd(all);
      const isOpen = requested.to === undefined && asOf === undefined;
      if (isOpen && newest !== undefined && newest > watched.to - RENEW_BEFORE_MS)
        this.#start(this.#request ?? request, { area, newest, isWide: run.isWide });
    };
    await Promise.all(
      requests.map(async (one, part) => {
        if (asOf !== undefined) {
          update(part, (await request.client.series.get({ ...one, asOf, signal })).series);
          return;
        }
        for await (const event of request.client.series.watch({ ...one, signal })) {
          if (signal.aborted) return;
          update(part, event.series);
        }
      }),
    );
  }

  #set(state: SeriesState): void {
    this.state = state;
    this.#host.requestUpdate();
  }
}

/** What is known before a run. */
interface Known {
  readonly area?: ChartArea;
  /** End of the newest value. */
  readonly newest?: number;
  /** Whether the user looks around, so that what lies beside the range is wanted too. */
  readonly isWide: boolean;
}

/** Where the data of an area begins and ends, as far as is known. */
function boundsOf({ area, series }: ReadyState): DataBounds {
  const newest = newestEnd(series) ?? Number.NEGATIVE_INFINITY;
  return { from: area.dataFrom, until: Math.max(area.dataUntil ?? newest, newest) };
}

function covers(outer: TimeSpan, { from, to }: TimeSpan): boolean {
  return outer.from <= from && to <= outer.to;
}

function sameSource(a: SeriesRequest, b: SeriesRequest): boolean {
  return sameRequest({ ...a, from: b.from, to: b.to, span: b.span, isWide: b.isWide }, b);
}

function sameRequest(a: SeriesRequest, b: SeriesRequest): boolean {
  return (Object.keys(a) as (keyof SeriesRequest)[]).every((name) => a[name] === b[name]);
}

async function findArea(
  { client, stream, area, areaType }: SeriesRequest,
  signal: AbortSignal,
): Promise<ChartArea> {
  if (area === '') throw new ChartError(strings.areaMissing);
  const areas = await client.series.areas({ stream, areaType, signal });
  const found = areas.find((one) => one.mapCode === area) ?? areas.find((one) => one.eic === area);
  if (!found) throw new ChartError(strings.areaUnknown(area));
  return found;
}

function makeClock(timeZone: string): ZoneClock {
  try {
    return new ZoneClock(timeZone);
  } catch (cause) {
    throw new ChartError(strings.zoneUnknown(timeZone), { cause });
  }
}
