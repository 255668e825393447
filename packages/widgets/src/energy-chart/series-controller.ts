import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { newestEnd } from '../chart/series-summary.ts';
import { ZoneClock } from '../chart/zone-clock.ts';
import type {
  AreaSeries,
  AreaType,
  ChartArea,
  ChartClient,
  ChartWatchRequest,
  StreamName,
} from './chart-client.ts';
import { ChartError } from './chart-error.ts';
import { parseRange, type RequestedRange, watchedRange } from './shown-range.ts';
import { strings } from './strings.ts';

/** What a chart is about, as its attributes say it. Empty text means not given. */
export interface SeriesRequest {
  readonly client: ChartClient;
  readonly stream: StreamName;
  readonly area: string;
  readonly areaType: AreaType;
  readonly from: string;
  readonly to: string;
  readonly timeZone: string;
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
  readonly series: readonly AreaSeries[];
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
    this.state = { status: 'loading' };
    if (this.#isConnected) this.#start(request);
  }

  /** Begins anew, for example after an error. */
  retry(): void {
    if (!this.#request || !this.#isConnected) return;
    this.#set({ status: 'loading' });
    this.#start(this.#request);
  }

  /** @param newest end of the newest value that is known already, where one is */
  #start(request: SeriesRequest, newest = Number.NEGATIVE_INFINITY): void {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    this.#run(request, { stop, newest }).catch((thrown: unknown) => {
      if (stop.signal.aborted) return;
      stop.abort();
      const error = thrown instanceof Error ? thrown : new Error(String(thrown));
      this.#set({ status: 'error', error });
      this.#onError(error);
    });
  }

  async #run(request: SeriesRequest, known: { stop: AbortController; newest: number }): Promise<void> {
    const { signal } = known.stop;
    const area = await findArea(request, signal);
    const clock = makeClock(request.timeZone || area.timeZone);
    const requested = parseRange(request.from, request.to, clock);
    const watched = watchedRange(requested, Math.max(area.dataUntil ?? Date.now(), known.newest));
    const requests = watchRequests(request, watched);
    const parts: (readonly AreaSeries[] | undefined)[] = requests.map(() => undefined);

    const update = (part: number, series: readonly AreaSeries[]): void => {
      parts[part] = series;
      const known = parts.filter((one) => one !== undefined);
      if (known.length < requests.length) return;
      const all = known.flat();
      this.#set({ status: 'ready', area, clock, requested, series: all });
      const newest = newestEnd(all);
      const isOpen = requested.to === undefined;
      if (isOpen && newest !== undefined && newest > watched.to - RENEW_BEFORE_MS)
        this.#start(request, newest);
    };
    await Promise.all(
      requests.map(async (one, part) => {
        for await (const event of request.client.series.watch(one, { signal })) {
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

function sameRequest(a: SeriesRequest, b: SeriesRequest): boolean {
  return (Object.keys(a) as (keyof SeriesRequest)[]).every((name) => a[name] === b[name]);
}

async function findArea(
  { client, stream, area, areaType }: SeriesRequest,
  signal: AbortSignal,
): Promise<ChartArea> {
  if (area === '') throw new ChartError(strings.areaMissing);
  const areas = await client.series.areas({ stream, areaType }, { signal });
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

/** Flows take two watches: what leaves the area and what enters it. */
function watchRequests(
  { stream, area, areaType }: SeriesRequest,
  range: { from: number; to: number },
): ChartWatchRequest[] {
  if (stream !== 'flows') return [{ stream, area, areaType, ...range }];
  return [
    { stream, fromArea: area, areaType, ...range },
    { stream, toArea: area, areaType, ...range },
  ];
}
