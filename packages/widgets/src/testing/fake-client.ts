import type { ConnectionStatus } from '../element/live-client.ts';
import type {
  AreaProfile,
  AreaSeries,
  AreaType,
  ChartArea,
  ChartClient,
  ChartProfileRequest,
  ChartReadRequest,
  ChartSelection,
  ChartWatchEvent,
  ChartWatchRequest,
  StreamName,
} from '../energy-chart/chart-client.ts';
import { areasOf, isSelected } from '../energy-chart/local-series.ts';

/** A client that has its data in memory and tells what is asked of it. */
export class FakeClient implements ChartClient {
  /** Watches that are open now. */
  readonly watches = new Set<ChartWatchRequest>();
  /** Everything that was read once. */
  readonly reads: ChartReadRequest[] = [];
  /** Every profile that was asked for. */
  readonly profiles: ChartProfileRequest[] = [];
  readonly #statusListeners = new Set<(status: ConnectionStatus) => void>();
  readonly #wakes = new Set<() => void>();
  #data: Partial<Record<StreamName, readonly AreaSeries[]>>;
  #first: Partial<Record<StreamName, readonly AreaSeries[]>> = {};
  #status: ConnectionStatus = { state: 'live', since: Date.UTC(2022, 0, 1) };
  #failure: Error | undefined;
  #answers = Promise.resolve();

  constructor(data: Partial<Record<StreamName, readonly AreaSeries[]>>) {
    this.#data = data;
  }

  /** How many listen to the status of the connection. */
  get statusListeners(): number {
    return this.#statusListeners.size;
  }

  /** Never answers from now on. */
  hang(): void {
    this.#answers = new Promise(() => undefined);
  }

  /** Every call fails with this from now on; undefined: none does. */
  failWith(error: Error | undefined): void {
    this.#failure = error;
  }

  /** Other data from now on; whoever watches is told. */
  change(stream: StreamName, series: readonly AreaSeries[]): void {
    this.#data = { ...this.#data, [stream]: series };
    for (const wake of this.#wakes) wake();
  }

  /** What was published first, where that is not what it is now. */
  publishFirst(stream: StreamName, series: readonly AreaSeries[]): void {
    this.#first = { ...this.#first, [stream]: series };
  }

  /** The connection is like this from now on. */
  setStatus(status: ConnectionStatus): void {
    this.#status = status;
    for (const listener of this.#statusListeners) listener(status);
  }

  readonly live = statusSource(() => this.#status, this.#statusListeners);

  readonly series = {
    areas: async ({ stream, areaType }: { stream: StreamName; areaType: AreaType }): Promise<ChartArea[]> => {
      await this.#answers;
      if (this.#failure) throw this.#failure;
      return areasOf(this.#data[stream] ?? [], areaType);
    },
    get: async (request: ChartReadRequest) => {
      this.reads.push(request);
      await this.#answers;
      if (this.#failure) throw this.#failure;
      const first = request.version && this.#first[request.stream];
      return { series: first?.filter((one) => isSelected(one, request)) ?? this.#matching(request) };
    },
    profile: async (request: ChartProfileRequest) => {
      this.profiles.push(request);
      await this.#answers;
      if (this.#failure) throw this.#failure;
      return { profiles: this.#matching(request).map((one) => profileOf(one, request)) };
    },
    watch: (request: ChartWatchRequest & { signal: AbortSignal }) => this.#watch(request),
  };

  #matching(request: ChartSelection): AreaSeries[] {
    return (this.#data[request.stream] ?? []).filter((one) => isSelected(one, request));
  }

  async *#watch(request: ChartWatchRequest & { signal: AbortSignal }): AsyncGenerator<ChartWatchEvent> {
    const { signal } = request;
    this.watches.add(request);
    signal.addEventListener('abort', () => this.watches.delete(request), { once: true });
    let type: ChartWatchEvent['type'] = 'snapshot';
    while (!signal.aborted) {
      yield { type, series: this.#matching(request) };
      type = 'patch';
      await new Promise<void>((wake) => {
        const done = () => {
          this.#wakes.delete(done);
          wake();
        };
        this.#wakes.add(done);
        signal.addEventListener('abort', done, { once: true });
      });
    }
  }
}

/** The status of a fake connection, told to whoever listens. */
export function statusSource(
  current: () => ConnectionStatus,
  listeners: Set<(status: ConnectionStatus) => void>,
): ChartClient['live'] {
  return {
    get status() {
      return current();
    },
    onStatus(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Every bucket with its number as the mean, and ten times that as the median. */
function profileOf({ key }: AreaSeries, { bucket }: ChartProfileRequest): AreaProfile {
  const [first, count] = bucket === 'hour-of-day' ? [0, 24] : [1, 7];
  const points = Array.from({ length: count }, (_, i) => ({
    bucket: first + i,
    meanMegawatts: first + i,
    medianMegawatts: 10 * (first + i),
  }));
  return { key, points };
}
