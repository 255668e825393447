/** Where the parts of a chart go, in CSS pixels of its box. */
export interface PlotLayout {
  /** Size of the box that plot and axes share. */
  readonly boxWidth: number;
  readonly boxHeight: number;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** Too narrow for every production type: families instead. */
  readonly isNarrow: boolean;
  /** Hardly more than a line: no value labels beside the plot. */
  readonly isSparkline: boolean;
  /** Too low for axes: nothing but what is drawn. */
  readonly isBare: boolean;
  /** Wished distance of two time labels. */
  readonly timeSpacing: number;
  readonly valueTickCount: number;
}

/** Room for "−1,500" beside the plot. */
const GUTTER_PX = 48;
/** Room for times and, below them, days. */
const AXIS_PX = 38;
/** Room for the unit above the highest gridline. */
const UNIT_PX = 24;
const NARROW_PX = 480;
const SPARKLINE_PX = 240;
const BARE_PX = 90;
/** Room for half a dot. */
const DOT_PX = 5;

/** Divides a box of the given size: value labels beside the plot, their unit above, the time axis below. */
export function plotLayout(width: number, height: number): PlotLayout {
  const isBare = height < BARE_PX;
  const isSparkline = isBare || width < SPARKLINE_PX;
  const left = isSparkline ? 0 : GUTTER_PX;
  const top = isBare ? DOT_PX : UNIT_PX;
  const plotHeight = Math.max(0, height - top - (isBare ? DOT_PX : AXIS_PX));
  return {
    boxWidth: width,
    boxHeight: height,
    left,
    top,
    width: Math.max(0, width - left),
    height: plotHeight,
    isNarrow: width < NARROW_PX,
    isSparkline,
    isBare,
    timeSpacing: width < NARROW_PX ? 60 : 72,
    valueTickCount: Math.min(6, Math.max(isBare ? 3 : 2, Math.ceil(plotHeight / 56))),
  };
}
