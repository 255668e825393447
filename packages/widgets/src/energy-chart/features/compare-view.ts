import type { ChartSeries } from '../../chart/chart-series.ts';
import { ElementError } from '../../element/element-error.ts';
import { spokenLanguage } from '../../element/language.ts';
import { Memo } from '../../element/memo.ts';
import { neighbourColor } from '../../theme/neighbour-colors.ts';
import { areaName } from '../area-name.ts';
import type { AreaSeries, ChartArea, ChartClient } from '../chart-client.ts';
import type { ChartColors } from '../chart-colors.ts';
import { requestsOf } from '../chart-requests.ts';
import { followSeries } from '../follow-series.ts';
import type { ReadyState } from '../series-controller.ts';
import { strings } from '../strings.ts';
import type { ChartHost, LinesInput } from './chart-host.ts';
import { lineSeries, shiftOf, totalOf } from './comparison.ts';
import { featureStrings } from './feature-strings.ts';
import { keepReading } from './keep-reading.ts';

const DAY_MS = 86_400_000;

/** Dashes beside the colours of what is compared with, in turn: each can be told from the next. */
const DASHES_PX = [12, 6, 3] as const;

/** What an entry of `compare` has brought so far. */
interface Compared {
  readonly area: ChartArea;
  readonly series: readonly AreaSeries[];
}

/** What is shown, and what it is to be compared with. */
type Known = Pick<ReadyState, 'area' | 'loaded' | 'asOf'> & {
  readonly client: ChartClient;
  readonly signal: AbortSignal;
};

/** Keeps up to date what a chart is compared with: other areas, or its own area in another period. */
export class CompareView {
  readonly #host: ChartHost;
  readonly #onError: (error: Error) => void;
  readonly #lines = new Memo<readonly ChartSeries[]>();
  #reading = new AbortController();
  #asked = '';
  #client: ChartClient | undefined;
  #compared: ReadonlyMap<string, Compared> = new Map();
  readonly #failed = new Set<string>();

  constructor(host: ChartHost, onError: (error: Error) => void) {
    this.#host = host;
    this.#onError = onError;
    host.addController({ hostDisconnected: () => this.stop() });
  }

  /** A line for the area itself, then one for each entry that has come. */
  series({ client, state, colors, locale }: LinesInput): readonly ChartSeries[] {
    this.#follow(client, state);
    const { patterns } = this.#host;
    return this.#lines.get([state.series, this.#compared, patterns, colors, locale, spokenLanguage()], () =>
      this.#draw(state, colors, locale),
    );
  }

  /** What could not be compared with. */
  get notices(): string[] {
    return [...this.#failed].map((entry) => featureStrings.notCompared(entry));
  }

  /** Reads nothing any more. */
  stop(): void {
    this.#reading.abort();
    this.#failed.clear();
    this.#asked = '';
    this.#compared = new Map();
  }

  #draw({ area, series, clock }: ReadyState, colors: ChartColors, locale: string): ChartSeries[] {
    const { stream, compare, patterns } = this.#host;
    const own = {
      id: area.mapCode,
      label: areaName(area, locale),
      color: colors.accent,
      segments: totalOf(stream, series, area.eic),
      shiftMs: 0,
      dashPx: 0,
    };
    const others = compare.flatMap((entry, i) => {
      const found = this.#compared.get(entry);
      if (!found) return [];
      const shiftMs = shiftOf(entry) ?? 0;
      const label = shiftMs > 0 ? featureStrings.daysBefore(shiftMs / DAY_MS) : areaName(found.area, locale);
      const segments = totalOf(stream, found.series, found.area.eic);
      const dashPx = patterns ? (DASHES_PX[i % DASHES_PX.length] ?? 0) : 0;
      return [{ id: entry, label, color: neighbourColor(i + 1), segments, shiftMs, dashPx }];
    });
    return [own, ...others].map((line) => lineSeries(line, clock));
  }

  #follow(client: ChartClient, { area, loaded, asOf }: ReadyState): void {
    const { stream, areaType, compare } = this.#host;
    const { from, to, bucket } = loaded;
    const asked = [stream, areaType, area.eic, asOf, from, to, bucket, ...compare].join(' ');
    if (asked === this.#asked && client === this.#client) return;
    this.#reading.abort();
    this.#reading = new AbortController();
    this.#asked = asked;
    this.#client = client;
    this.#failed.clear();
    this.#compared = new Map([...this.#compared].filter(([entry]) => compare.includes(entry)));
    const { signal } = this.#reading;
    for (const entry of compare) this.#keep(entry, { client, area, loaded, asOf, signal });
  }

  /** Watches what an entry is; of each time that it fails the page is told once. */
  #keep(entry: string, known: Known): void {
    const failed = (error: Error) => {
      const isNew = !this.#failed.has(entry);
      this.#failed.add(entry);
      this.#host.requestUpdate();
      if (isNew) this.#onError(error);
    };
    keepReading((came) => this.#watch(entry, known, came), { signal: known.signal, failed });
  }

  async #watch(entry: string, known: Known, came: () => void): Promise<void> {
    const { client, loaded, asOf, signal } = known;
    const { stream, areaType } = this.#host;
    const shiftMs = shiftOf(entry);
    const area = shiftMs === undefined ? await this.#findArea(entry, client, signal) : known.area;
    // A day more on both sides: the clock may have changed in between.
    const margin = shiftMs === undefined ? 0 : DAY_MS;
    const from = loaded.from - (shiftMs ?? 0) - margin;
    const to = loaded.to - (shiftMs ?? 0) + margin;
    const { bucket } = loaded;
    const requests = requestsOf({ stream, area: area.mapCode, areaType }, { from, to });
    const update = (series: readonly AreaSeries[]) => {
      came();
      this.#compared = new Map(this.#compared).set(entry, { area, series });
      this.#failed.delete(entry);
      this.#host.requestUpdate();
    };
    await followSeries(client, requests, { bucket, asOf, signal, update });
  }

  async #findArea(entry: string, client: ChartClient, signal: AbortSignal): Promise<ChartArea> {
    const { stream, areaType } = this.#host;
    const areas = await client.series.areas({ stream, areaType, signal });
    const found = areas.find(({ mapCode, eic }) => mapCode === entry || eic === entry);
    if (!found) throw new ElementError(strings.areaUnknown(entry));
    return found;
  }
}
