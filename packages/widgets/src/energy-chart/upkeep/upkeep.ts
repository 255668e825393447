import { type CSSResult, html, nothing, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { finestStep } from '../../chart/readout.ts';
import { repaintedColumns } from '../../chart/repainted-columns.ts';
import { Announcer } from '../../element/announcer.ts';
import { PrintController } from '../../element/print-controller.ts';
import { type Connected, type Retried, RetryController } from '../../element/retry-controller.ts';
import type { SizeController } from '../../element/size-controller.ts';
import { StaleController } from '../../element/stale-controller.ts';
import type { StreamName } from '../chart-client.ts';
import type { ChartView, ViewName } from '../chart-view.ts';
import type { ReadyState, SeriesState } from '../series-controller.ts';
import { emptyReason, isBare } from './empty-reason.ts';
import { RangeAnimation } from './range-animation.ts';
import { RevisionController } from './revision-controller.ts';
import { SummaryController } from './summary-controller.ts';
import { SyncController } from './sync-controller.ts';
import { upkeepStrings } from './upkeep-strings.ts';
import { upkeepStyles } from './upkeep-styles.ts';

/** Who is told. */
export interface UpkeepOptions {
  /** Of the plot. */
  readonly size: SizeController;
  readonly data: Retried;
  readonly connection: Connected;
  /** Reads this time, as another chart of the group does. */
  readonly follow: (time: number | undefined) => void;
}

/** What is shown, as the page has asked for it. */
export interface WatchedChart {
  readonly stream: StreamName;
  readonly view: ViewName;
  readonly asOf: string;
  readonly replay: boolean;
}

/** All that a chart needs once it has a first picture, or has failed: what comes after that, and how it goes on. */
export class Upkeep {
  static readonly styles: CSSResult = upkeepStyles;
  readonly announcer: Announcer;
  readonly animation: RangeAnimation;
  readonly revisions: RevisionController;
  readonly stale: StaleController;
  readonly summary: SummaryController;
  readonly sync: SyncController;
  /** Whether a range that the newest data has passed is shown, and nothing is known of it. */
  isBare = false;
  /** Says why there is nothing to be seen. */
  readonly emptyReason = emptyReason;
  /** Tells what of a picture another one leaves as it is. */
  readonly repaintedColumns = repaintedColumns;
  /** The revision that was said last. */
  #heard = '';

  constructor(host: ReactiveControllerHost & EventTarget, { data, connection, size, follow }: UpkeepOptions) {
    new PrintController(host, size);
    this.announcer = new Announcer(host);
    this.animation = new RangeAnimation(host);
    this.revisions = new RevisionController(host);
    this.stale = new StaleController(host);
    this.summary = new SummaryController(host);
    this.sync = new SyncController(host, follow);
    host.addController(new RetryController(data, connection));
  }

  /**
   * Says what has just been revised, and what the keyboard reads: of a revision whoever reads on hears once.
   *
   * @param reader tells what the keyboard reads, empty for nothing
   */
  say(view: ChartView | undefined, reader: { describe(view: ChartView): string } | undefined): void {
    const revised = view ? this.#revisedIn(view) : '';
    const read = (view && reader?.describe(view)) ?? '';
    const all = [revised, read].filter((text) => text !== '').join('. ');
    const isSaid = this.announcer.text === all;
    if (isSaid) this.#heard = revised;
    this.announcer.say(isSaid || revised !== this.#heard ? all : read);
  }

  /** The same in short for those who see: a line over the footer, which moves nothing. The announcer has told the others. */
  renderRevised(view: ChartView | undefined): TemplateResult | typeof nothing {
    const { spans } = this.revisions;
    const [first] = spans;
    const when = first && view?.labels.interval(first, view.frame.range);
    const text = when && upkeepStrings.revisedAt(spans.length > 1 ? `${when} (+${spans.length - 1})` : when);
    return text ? html`<p class="revision" aria-hidden="true">${text}</p>` : nothing;
  }

  #revisedIn({ labels, frame }: ChartView): string {
    const { spans } = this.revisions;
    const [first] = spans;
    return first ? upkeepStrings.revised(spans.length, labels.interval(first, frame.range)) : '';
  }

  /** Takes note of what is shown now: what is new in it, and whether nothing new comes any more. */
  watch(chart: WatchedChart, state: SeriesState, view: ChartView | undefined): void {
    const newest = state.status === 'ready' ? newestOf(chart, state) : undefined;
    this.isBare =
      newest === undefined && !!view && state.status === 'ready' && isBare(view.frame, state.loaded);
    // Buckets may be a week long: what comes beside them, as published, says how often there is something new.
    this.stale.follow(newest, state.status === 'ready' ? finestStep(state.tail ?? state.series) : 0);
    // The newest bucket changes with every value that falls into it: that is news, no revision.
    if (view) this.summary.follow(view);
    if (!view || state.status !== 'ready' || state.loaded.bucketMs !== 0) return;
    this.revisions.follow(view.legend, [state.area.eic, chart.stream, chart.view, chart.asOf]);
  }
}

/**
 * How far the data has got, where the range is to show what is newer too, however it is given: of a replay, when it last
 * went on.
 */
function newestOf(
  { asOf, replay }: WatchedChart,
  { area, newest, requested, changedAt }: ReadyState,
): number | undefined {
  const until = Math.max(newest ?? Number.NEGATIVE_INFINITY, area.dataUntil ?? Number.NEGATIVE_INFINITY);
  const isPast = requested.to !== undefined && requested.to <= until;
  if (isPast || asOf !== '' || until === Number.NEGATIVE_INFINITY) return undefined;
  return replay ? changedAt : until;
}
