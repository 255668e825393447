import { type ChartFrame, chartFrame } from '../chart/chart-frame.ts';
import type { ChartSeries } from '../chart/chart-series.ts';
import { plotLayout } from '../chart/plot-layout.ts';
import { newestEnd } from '../chart/series-summary.ts';
import { TimeLabels } from '../chart/time-labels.ts';
import type { TimeSpan } from '../chart/time-span.ts';
import type { StreamName } from './chart-client.ts';
import type { ChartColors } from './chart-colors.ts';
import { type ChartView, powerFormats } from './chart-view.ts';
import { Memo } from './memo.ts';
import { presentSeries } from './present-series.ts';
import type { ReadyState } from './series-controller.ts';
import { shownRange } from './shown-range.ts';

/** Everything that a view is made from. */
export interface ModelInput {
  readonly state: ReadyState;
  readonly stream: StreamName;
  readonly colors: ChartColors;
  readonly locale: string;
  /** Size of the box that the plot and its axes share, in CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly pixelRatio: number;
  /** Where the shown range is on its way to the one that it should be. */
  readonly animate: (target: TimeSpan) => TimeSpan;
}

/** Makes the view of a chart from its data, and keeps every step whose input has stayed the same. */
export class ChartModel {
  readonly #series = new Memo<{ readonly shown: ChartSeries[]; readonly expected: ChartSeries[] }>();
  readonly #labels = new Memo<TimeLabels>();
  readonly #layout = new Memo<ChartView['layout']>();
  readonly #frame = new Memo<ChartFrame>();
  readonly #view = new Memo<ChartView>();

  /** The view; the same object as before when nothing that it depends on has changed. */
  view(input: ModelInput): ChartView {
    const { state, stream, colors, locale, width, height, pixelRatio } = input;
    const layout = this.#layout.get([width, height], () => plotLayout(width, height));
    const { isNarrow } = layout;
    const { shown, expected } = this.#series.get([state, stream, colors, locale, isNarrow], () => {
      const options = { eic: state.area.eic, colors, locale };
      const all = presentSeries(stream, state.series, { ...options, isNarrow: false });
      const some = isNarrow ? presentSeries(stream, state.series, { ...options, isNarrow }) : all;
      return { shown: some, expected: all };
    });
    const newest = newestEnd(shown) ?? state.area.dataUntil ?? Date.now();
    const range = input.animate(shownRange(state.requested, { from: state.area.dataFrom, until: newest }));
    const frame = this.#frame.get([shown, layout, pixelRatio, range.from, range.to], () =>
      chartFrame({
        series: shown,
        expected,
        knownFrom: state.area.dataFrom ?? range.from,
        range,
        width: layout.width,
        height: layout.height,
        pixelRatio,
        valueTickCount: layout.valueTickCount,
      }),
    );
    const labels = this.#labels.get([state.clock, locale], () => new TimeLabels(state.clock, locale));
    return this.#view.get([frame, labels, colors], () => ({
      frame,
      layout,
      labels,
      clock: state.clock,
      colors,
      ...powerFormats(frame, locale),
    }));
  }
}
