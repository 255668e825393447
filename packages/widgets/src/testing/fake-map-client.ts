import type { ConnectionStatus } from '../element/live-client.ts';
import type { AreaSeries, ChartArea, StreamName } from '../energy-chart/chart-client.ts';
import type {
  BorderFlow,
  MapClient,
  MapWatchEvent,
  Snapshot,
  SnapshotValue,
} from '../energy-map/map-client.ts';

const DAY_MS = 86_400_000;

/** What a fake client knows: the series of each stream. */
export type FakeStreams = Partial<Record<StreamName, readonly AreaSeries[]>>;

type WatchRequest = Parameters<MapClient['series']['watchAreas']>[0];

/** A client of `<energy-map>` that has its data in memory and tells what is asked of it. */
export class FakeMapClient implements MapClient {
  /** Watches that are open now. */
  readonly watches = new Set<WatchRequest>();
  /** The times that snapshots were asked for, in order. */
  readonly asked: { readonly stream: StreamName; readonly at: number }[] = [];
  readonly #listeners = new Set<(status: ConnectionStatus) => void>();
  readonly #wakes = new Set<() => void>();
  /** What has happened to the data, in order. */
  readonly #history: ('change' | 'reset')[] = [];
  #data: FakeStreams;
  #revision = 1;
  #status: ConnectionStatus = { state: 'live', since: Date.UTC(2022, 0, 1) };
  #failure: Error | undefined;
  #answers = Promise.resolve();

  constructor(data: FakeStreams) {
    this.#data = data;
  }

  /** How many listen to the status of the connection. */
  get statusListeners(): number {
    return this.#listeners.size;
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
  change(data: FakeStreams): void {
    this.#data = { ...this.#data, ...data };
    this.#revision += 1;
    this.#tell('change');
  }

  /** Other data from now on, stored anew: revisions count from the start. */
  reset(data: FakeStreams): void {
    this.#data = data;
    this.#revision = 1;
    this.#tell('reset');
  }

  /** The connection is like this from now on. */
  setStatus(status: ConnectionStatus): void {
    this.#status = status;
    for (const listener of this.#listeners) listener(status);
  }

  readonly live: MapClient['live'] = Object.defineProperty(
    {
      status: this.#status,
      onStatus: (listener: (status: ConnectionStatus) => void) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
    },
    'status',
    { get: () => this.#status },
  );

  readonly series: MapClient['series'] = {
    areas: async ({ stream }) => {
      await this.#answer();
      return areasOf(this.#data[stream] ?? []);
    },
    snapshot: async ({ stream, at }) => {
      this.asked.push({ stream, at });
      await this.#answer();
      return snapshotAt(this.#data[stream] ?? [], { at, stream, revision: this.#revision });
    },
    watchAreas: (request) => this.#watch(request),
  };

  get #cursor(): MapWatchEvent['cursor'] {
    return { revision: this.#revision };
  }

  async #answer(): Promise<void> {
    await this.#answers;
    if (this.#failure) throw this.#failure;
  }

  async *#watch(request: WatchRequest): AsyncGenerator<MapWatchEvent> {
    const { stream, from, to, signal } = request;
    if (signal.aborted) return;
    this.watches.add(request);
    signal.addEventListener('abort', () => this.watches.delete(request), { once: true });
    const areas = areasOf(this.#data[stream] ?? []);
    let seen = this.#history.length;
    let event: MapWatchEvent = { type: 'snapshot', range: { from, to }, areas, cursor: this.#cursor };
    while (!signal.aborted) {
      yield event;
      while (seen === this.#history.length && !signal.aborted) await this.#wake(signal);
      const type = this.#history.slice(seen).includes('reset') ? 'reset' : 'change';
      seen = this.#history.length;
      const now = areasOf(this.#data[stream] ?? []);
      // The server says how far what has changed reaches.
      const until = Math.min(to, Math.max(from, ...now.map(({ dataUntil = 0 }) => dataUntil)));
      const range = { from, to: type === 'reset' ? to : until };
      event = { type, range, areas: type === 'reset' ? now : areas, cursor: this.#cursor };
    }
  }

  #wake(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        this.#wakes.delete(done);
        resolve();
      };
      this.#wakes.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }

  #tell(what: 'change' | 'reset'): void {
    this.#history.push(what);
    for (const wake of this.#wakes) wake();
  }
}

function areasOf(series: readonly AreaSeries[]): ChartArea[] {
  const areas = series.flatMap(({ key }) => [key.area, ...(key.toArea ? [key.toArea] : [])]);
  return [...new Map(areas.map((area) => [area.eic, area])).values()].map((area) => {
    const own = series.filter(({ key }) => key.area.eic === area.eic || key.toArea?.eic === area.eic);
    const spans = own.flatMap(({ segments }) => segments);
    if (spans.length === 0) return area;
    return {
      ...area,
      dataFrom: Math.min(...spans.map(({ start }) => start)),
      dataUntil: Math.max(...spans.map(({ start, stepMs, megawatts }) => start + stepMs * megawatts.length)),
    };
  });
}

/** As the server answers: of every series the newest value that starts at or before a time, none older than a day. */
function snapshotAt(
  series: readonly AreaSeries[],
  { at, stream, revision }: { at: number; stream: StreamName; revision: number },
): Snapshot {
  const values = series.flatMap((one): SnapshotValue[] => {
    const newest = newestAt(one, at);
    return newest ? [{ key: one.key, ...newest }] : [];
  });
  const isFlows = stream === 'flows';
  return { values: isFlows ? [] : values, borders: isFlows ? bordersOf(values) : [], cursor: { revision } };
}

function newestAt({ segments }: AreaSeries, at: number): Omit<SnapshotValue, 'key'> | undefined {
  const values = segments.flatMap(({ start, stepMs, megawatts }) =>
    Array.from(megawatts, (value, i) => ({ start: start + i * stepMs, stepMs, megawatts: value })),
  );
  return values.findLast(
    ({ start, megawatts }) => start <= at && start >= at - DAY_MS && !Number.isNaN(megawatts),
  );
}

function bordersOf(values: readonly SnapshotValue[]): BorderFlow[] {
  return values.flatMap(({ key: { area: first, toArea: second }, megawatts, start, stepMs }) => {
    if (!second || first.mapCode > second.mapCode) return [];
    const back = values.find(({ key }) => key.area.eic === second.eic && key.toArea?.eic === first.eic);
    return back ? [{ first, second, netMegawatts: megawatts - back.megawatts, start, stepMs }] : [];
  });
}
