import type { ChartArea, StreamName } from '../energy-chart/chart-client.ts';
import { HourlySnapshots } from './hourly-snapshots.ts';
import { knownCountries, type MapFrame, makeFrame } from './map-frame.ts';
import type { MapRequest } from './map-request.ts';
import { listenToStream, type Ring } from './stream-bell.ts';
import { newestCommonStep, STEP_MS, stepOf, type TimeSteps, timeSteps } from './time-steps.ts';

/** How far past the newest hour is listened: a map left open for longer begins anew. */
const HORIZON_MS = 7 * 24 * STEP_MS;
const RENEW_BEFORE_MS = 24 * STEP_MS;

/** All that a map can show of a request: frames by hour, and the hours that there are. */
export class MapData {
  readonly #request: MapRequest;
  readonly #signal: AbortSignal;
  #areas: readonly ChartArea[];
  readonly #values: HourlySnapshots;
  readonly #flows: HourlySnapshots;
  readonly #watchedUntil: number;
  #newest: number;

  private constructor(
    request: MapRequest,
    known: { areas: readonly ChartArea[]; newest: number },
    signal: AbortSignal,
  ) {
    this.#request = request;
    this.#signal = signal;
    this.#areas = known.areas;
    this.#newest = known.newest;
    this.#watchedUntil = known.newest + HORIZON_MS;
    const { client, areaType, shown } = request;
    const source = { client, areaType, signal };
    this.#values = new HourlySnapshots({ ...source, stream: shown.stream });
    this.#flows =
      shown.stream === 'flows' ? this.#values : new HourlySnapshots({ ...source, stream: 'flows' });
  }

  /** Learns how far the data reaches; undefined where there is none. Aborting the signal ends everything. */
  static async open(request: MapRequest, signal: AbortSignal): Promise<MapData | undefined> {
    const { client, areaType, shown } = request;
    const areas = await client.series.areas({ stream: shown.stream, areaType, signal });
    const newest = newestCommonStep(areas);
    return newest === undefined ? undefined : new MapData(request, { areas, newest }, signal);
  }

  /** The hours that can be shown: the newest ones, or those from a time on that lies before them. */
  steps(anchor?: number): TimeSteps {
    return timeSteps({ newest: this.#newest, days: this.#request.days, anchor }, this.#areas);
  }

  /** The newest data comes so close to the end of what is listened to that it is time to open anew. */
  get isNearlyOver(): boolean {
    return this.#newest > this.#watchedUntil - RENEW_BEFORE_MS;
  }

  /** What there is to show of an hour. */
  async frame(step: number): Promise<MapFrame> {
    const [values, flows] = await Promise.all([this.#values.at(step), this.#flows.at(step)]);
    return makeFrame(this.#request.shown, step, { values, flows });
  }

  /** Calls `onChange` whenever frames have changed or there are new ones. Resolves when the signal aborts. */
  async listen(onChange: () => void, onError: (thrown: unknown) => void): Promise<void> {
    const { client, areaType, shown } = this.#request;
    const streams = new Set<StreamName>([shown.stream, 'flows']);
    const signal = this.#signal;
    const range = { from: this.steps().first, to: this.#watchedUntil };
    const heard = (ring: Ring) => {
      if (this.#forgetWhatChanged(ring)) this.#advance(ring).then(onChange, onError);
    };
    await Promise.all(
      [...streams].map((stream) => listenToStream({ client, stream, areaType, range, signal }, heard)),
    );
  }

  #forgetWhatChanged({ stream, revision, resetAreas }: Ring): boolean {
    const isShown = stream === this.#request.shown.stream;
    const snapshots = isShown ? this.#values : this.#flows;
    if (resetAreas) {
      snapshots.forget();
      if (isShown) this.#areas = resetAreas;
      if (isShown) this.#newest = newestCommonStep(resetAreas) ?? this.#newest;
    }
    return snapshots.renew(revision) || resetAreas !== undefined;
  }

  /** The newest hour is the newest that half of the countries have. */
  async #advance({ stream, newest }: Ring): Promise<void> {
    if (stream !== this.#request.shown.stream || newest === undefined) return;
    for (let step = stepOf(newest - 1); step > this.#newest; step -= STEP_MS) {
      const { countries, known } = await this.#coverage(step);
      if (known * 2 < countries) continue;
      this.#newest = Math.max(this.#newest, step);
      return;
    }
  }

  async #coverage(step: number): Promise<{ countries: number; known: number }> {
    const frame = await this.frame(step);
    return { countries: frame.countries.size, known: knownCountries(frame) };
  }
}
