import { ElementError } from '../element/element-error.ts';
import type { ConnectionStatus } from '../element/live-client.ts';
import type {
  AreaSeries,
  ChartClient,
  ChartSelection,
  ChartWatchEvent,
  ChartWatchRequest,
  StreamName,
} from './chart-client.ts';
import { areasOf, isSelected } from './local-series.ts';

/** The series that a page has, by the stream that they belong to. */
export type LocalData = Partial<Record<StreamName, readonly AreaSeries[]>>;

/**
 * A client for charts of data that the page has itself: nothing is asked of any server.
 *
 * @example
 * const data = new LocalClient({ load: [{ key: { area, measure: 'value' }, segments: [{ start, stepMs, megawatts }] }] });
 * chart.client = data;
 * data.update({ load: later }); // the chart shows it at once
 */
export class LocalClient implements ChartClient {
  readonly live: ChartClient['live'];
  #data: LocalData;
  #changed = Promise.withResolvers<void>();

  constructor(data: LocalData) {
    this.#data = data;
    const status: ConnectionStatus = { state: 'local', since: Date.now() };
    // Never another: what the page holds is always at hand.
    this.live = { status, onStatus: () => () => undefined };
  }

  readonly series: ChartClient['series'] = {
    areas: async ({ stream, areaType }) => areasOf(this.#data[stream] ?? [], areaType),
    get: async () => {
      throw new ElementError('this data has no earlier states');
    },
    profile: async (request) => {
      const { localProfile } = await import('./local-profile.ts');
      return { profiles: this.#selected(request).map((one) => localProfile(one, request)) };
    },
    watch: (request) => this.#watch(request),
  };

  /**
   * Replaces the series of the given streams. Arrays that have been handed over must not be changed; a longer
   * view of the same memory is recognised as the same values and more, and drawn at the cost of what is new.
   */
  update(data: LocalData): void {
    this.#data = { ...this.#data, ...data };
    this.#changed.resolve();
    this.#changed = Promise.withResolvers();
  }

  #selected(request: ChartSelection): AreaSeries[] {
    return (this.#data[request.stream] ?? []).filter((one) => isSelected(one, request));
  }

  async *#watch(request: ChartWatchRequest & { signal: AbortSignal }): AsyncGenerator<ChartWatchEvent> {
    const { signal } = request;
    const aborted = Promise.withResolvers<void>();
    signal.addEventListener('abort', () => aborted.resolve(), { once: true });
    let type: ChartWatchEvent['type'] = 'snapshot';
    while (!signal.aborted) {
      const changed = this.#changed.promise;
      yield { type, series: this.#selected(request) };
      type = 'patch';
      await Promise.race([changed, aborted.promise]);
    }
  }
}
