import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChartSeries } from '../../chart/chart-series.ts';
import { revisedSpans } from '../../chart/revised-spans.ts';
import { type TimeSpan, unionOfSpans } from '../../chart/time-span.ts';

/** How long a revision stays marked, and its words can be read. */
const MARKED_MS = 6_000;

/** Notices values that are published anew with another number, and marks them for a moment. */
export class RevisionController implements ReactiveController {
  /** What has just been revised. */
  spans: readonly TimeSpan[] = [];
  readonly #host: ReactiveControllerHost;
  #source: readonly unknown[] = [];
  #series: readonly ChartSeries[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.spans = [];
    this.#series = [];
  }

  /**
   * Takes note of the series as they are now.
   *
   * @param source what they are of, compared by identity: those of something else are no revision
   */
  follow(series: readonly ChartSeries[], source: readonly unknown[]): void {
    if (series === this.#series) return;
    const isSame = source.every((part, i) => part === this.#source[i]);
    const before = new Map(this.#series.map((one) => [one.id, one]));
    this.#series = series;
    this.#source = source;
    if (!isSame) {
      this.spans = [];
      return;
    }
    const spans = unionOfSpans(
      series.flatMap((one) => revisedSpans(before.get(one.id)?.segments ?? [], one.segments)),
    );
    if (spans.length === 0) return;
    this.spans = spans;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.spans = [];
      this.#host.requestUpdate();
    }, MARKED_MS);
  }
}
