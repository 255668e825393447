import { type ChartFrame, chartFrame } from '../chart/chart-frame.ts';
import type { ChartSeries } from '../chart/chart-series.ts';
import { GapIndex } from '../chart/gap-index.ts';
import { plotLayout } from '../chart/plot-layout.ts';
import { PyramidStore } from '../chart/pyramid-store.ts';
import { TimeLabels } from '../chart/time-labels.ts';
import type { TimeSpan } from '../chart/time-span.ts';
import { spokenLanguage } from '../element/language.ts';
import { Memo } from '../element/memo.ts';
import type { AreaSeries, StreamName } from './chart-client.ts';
import type { ChartColors } from './chart-colors.ts';
import { type ChartView, powerFormats } from './chart-view.ts';
import { type LatestValue, latestValue } from './latest-value.ts';
import { reachOf } from './loaded-range.ts';
import type { ReadyState } from './series-controller.ts';
import { shownRange } from './shown-range.ts';

const DAY_MS = 86_400_000;

/** Everything that a view is made from. */
export interface ModelInput {
  readonly state: ReadyState;
  readonly stream: StreamName;
  readonly colors: ChartColors;
  readonly locale: string;
  /** Groups that are not drawn. */
  readonly hiddenSeries: readonly string[];
  readonly hasPatterns: boolean;
  /** Drawn instead of the series of the state, where that is compared with others. */
  readonly compared: readonly ChartSeries[] | undefined;
  /** Size of the box that the plot and its axes share, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  /** Where the shown range is on its way to the one that it should be. */
  readonly animate: (target: TimeSpan) => TimeSpan;
}

/** The series of a chart, ready to be drawn. */
interface PresentedSeries {
  readonly all: readonly ChartSeries[];
  /** The same, each by itself where they are drawn as families. */
  readonly types: readonly ChartSeries[];
}

/** What a view draws. */
interface Drawn extends Pick<ChartView, 'frame' | 'hidden'> {
  readonly isNarrow: boolean;
}

/** Makes the view of a chart from its data, and keeps every step whose input has stayed the same. */
export class ChartModel {
  readonly #pyramids = new Memo<PyramidStore>();
  readonly #series = new Memo<PresentedSeries>();
  readonly #gaps = new Memo<GapIndex>();
  readonly #hidden = new Memo<ReadonlySet<string>>();
  readonly #shown = new Memo<readonly ChartSeries[]>();
  readonly #labels = new Memo<TimeLabels>();
  readonly #formats = new Memo<ReturnType<typeof powerFormats>>();
  readonly #layout = new Memo<ChartView['layout']>();
  readonly #frame = new Memo<ChartFrame>();
  readonly #view = new Memo<ChartView>();
  readonly #tail = new Memo<PresentedSeries>();
  readonly #tailGaps = new Memo<GapIndex>();

  /** The view; the same object as before when nothing that it depends on has changed. */
  view(input: ModelInput): ChartView {
    const { state, colors, locale, width, height, pixelRatio, hasPatterns } = input;
    const layout = this.#layout.get([width, height], () => plotLayout(width, height));
    const own = presented(this.#series, input, { series: state.series, isNarrow: layout.isNarrow });
    const { all, types } = input.compared ? { all: input.compared, types: input.compared } : own;
    const hidden = this.#hidden.get([input.hiddenSeries], () => new Set(input.hiddenSeries));
    const gapIndex = gapsOf(this.#gaps, input, { types, hidden });
    const shown = this.#shown.get([all, hidden], () => shownOf(all, hidden));
    const until = state.newest ?? state.area.dataUntil ?? Date.now();
    const range = input.animate(shownRange(state.requested, { from: state.area.dataFrom, until }));
    const { area, loaded } = state;
    const pyramids = this.#pyramids.get(
      [input.stream, area.eic, layout.isNarrow, input.compared === undefined],
      () => new PyramidStore(),
    );
    const frame = this.#frame.get(
      [shown, gapIndex, layout, pixelRatio, hasPatterns, range.from, range.to, loaded.from, loaded.to],
      () =>
        chartFrame({
          series: shown,
          pyramids,
          gapIndex,
          loaded,
          range,
          width: layout.width,
          height: layout.height,
          pixelRatio,
          valueTickCount: layout.valueTickCount,
          hasPatterns,
        }),
    );
    const labels = this.#labels.get([state.clock, locale], () => new TimeLabels(state.clock, locale));
    return this.#view.get([frame, labels, colors, state.tail], () => ({
      frame,
      latest: this.#latestOf(input, { frame, hidden, isNarrow: layout.isNarrow }),
      legend: all,
      hidden,
      layout,
      labels,
      clock: state.clock,
      colors,
      ...this.#formats.get([frame.unit, frame.scale.decimals, locale], () => powerFormats(frame, locale)),
    }));
  }

  /** The newest number that is drawn, or of the published values where what is drawn are buckets that end with it. */
  #latestOf(input: ModelInput, { frame, hidden, isNarrow }: Drawn): LatestValue | undefined {
    const { tail } = input.state;
    if (!tail || input.compared) return latestValue(frame);
    const { all, types } = presented(this.#tail, input, { series: tail, isNarrow });
    const gapIndex = gapsOf(this.#tailGaps, input, { types, hidden });
    const to = gapIndex.newest;
    if (to === undefined || to > frame.range.to) return latestValue(frame);
    const range = { from: frame.range.from, to };
    const series = shownOf(all, hidden);
    return latestValue({ series, range, gapIndex, gaps: gapIndex.within({ from: to - DAY_MS, to }) });
  }
}

/** A net that is not drawn is told all the same: what is above zero alone would be taken for all there is. */
function shownOf(all: readonly ChartSeries[], hidden: ReadonlySet<string>): readonly ChartSeries[] {
  return all.flatMap((one): ChartSeries | ChartSeries[] =>
    hidden.has(one.group) ? (one.group === 'net' ? { ...one, mark: 'figure' } : []) : one,
  );
}

/** What is not drawn leaves no gap. Each line of a comparison is whole: one that begins later leaves none in the others. */
function gapsOf(
  memo: Memo<GapIndex>,
  { state: { area, newest }, compared }: ModelInput,
  { types, hidden }: { readonly types: readonly ChartSeries[]; readonly hidden: ReadonlySet<string> },
): GapIndex {
  return memo.get(
    [types, hidden, area, newest],
    () => new GapIndex(shownOf(types, hidden), reachOf(area, newest), compared && 0),
  );
}

function presented(
  memo: Memo<PresentedSeries>,
  { state, colors, locale, hiddenSeries }: ModelInput,
  { series, isNarrow }: { readonly series: readonly AreaSeries[]; readonly isNarrow: boolean },
): PresentedSeries {
  const { area, present } = state;
  const keys = [series, area, present, colors, locale, isNarrow && hiddenSeries, spokenLanguage()];
  return memo.get(keys, () => {
    const options = { eic: area.eic, colors, locale, hiddenSeries };
    const types = present(series, { ...options, isNarrow: false });
    const all = isNarrow ? present(series, { ...options, isNarrow }) : types;
    return { all, types };
  });
}
