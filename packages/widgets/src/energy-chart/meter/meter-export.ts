import { barFrame } from '../../chart/bar-frame.ts';
import { paintBars } from '../../chart/paint-bars.ts';
import { csvText } from '../features/csv-text.ts';
import { axisTexts, PICTURE_RATIO, type Picture } from '../features/picture.ts';
import { shownText } from '../features/shown-text.ts';
import { barPalette } from './bar-palette.ts';
import { meterStrings } from './meter-strings.ts';
import { scaleWords } from './meter-summary.ts';
import type { MeterView } from './meter-view.ts';

const MARGIN_PX = 16;
const TITLE_PX = 40;
const LINE_PX = 20;
const AXIS_PX = 44;

/**
 * What a meter consumed as RFC 4180 CSV: start and end of every stretch in UTC, watt-hours, what is above the limit,
 * how much of the time is known, and the load of an area where one is drawn. Times of which nothing is known have no line.
 *
 * @param root of the chart
 */
export function meterCsv(view: MeterView, root: ParentNode): string {
  const { state, series, loadName } = view;
  const { loadMeanMegawatts = 0 } = series;
  const load = new Map(series.line.map(({ from, value }) => [from, (value / 100) * loadMeanMegawatts]));
  const notes = [shownText(root, 'title'), state.clock.timeZone, loadName, shownText(root, 'footer')];
  const head = notes.filter(Boolean).map((note) => `# ${note}`);
  const names = ['from_utc', 'to_utc', 'watt_hours', 'above_limit_watt_hours', 'known_share'];
  const rows = state.data.values.map(({ from, to, wattHours, aboveLimitWattHours, coverage }) => {
    const megawatts = load.get(from.getTime());
    return [
      from.toISOString(),
      to.toISOString(),
      String(wattHours),
      String(aboveLimitWattHours),
      String(coverage),
      ...(loadName ? [megawatts === undefined ? '' : String(Math.round(megawatts * 1000) / 1000)] : []),
    ];
  });
  return csvText(head, [[...names, ...(loadName ? ['load_megawatts'] : [])], ...rows]);
}

/** The picture of a meter's chart that is drawn now. */
export function meterPicture(view: MeterView, root: ParentNode): Picture {
  const { layout, colors, labels, state, loadName } = view;
  const top = MARGIN_PX + TITLE_PX;
  const legendTop = top + layout.top + layout.height + AXIS_PX + LINE_PX;
  // Bars alone are what the title says.
  const legend = loadName
    ? [
        { text: meterStrings.own, color: colors.accent, y: legendTop },
        { text: loadName, color: colors.text, y: legendTop + LINE_PX },
      ]
    : [];
  const notesTop = legendTop + legend.length * LINE_PX;
  const zone = `${labels.datedInterval(state.range)}, ${labels.zone(state.range)} (${state.clock.timeZone})`;
  const notes = [scaleWords(view), zone, shownText(root, 'footer')].filter(Boolean);
  const quiet = { size: 12, weight: 400, color: colors.textQuiet, anchor: 'start' } as const;
  return {
    width: layout.left + layout.width + 2 * MARGIN_PX,
    height: notesTop + notes.length * LINE_PX,
    background: colors.surface,
    plot: { canvas: paintedPlot(view), x: MARGIN_PX + layout.left, y: top + layout.top },
    texts: [
      {
        ...quiet,
        text: shownText(root, 'title'),
        x: MARGIN_PX,
        y: MARGIN_PX + 18,
        size: 18,
        weight: 600,
        color: colors.text,
      },
      ...axisTexts(root, colors, { x: MARGIN_PX, y: top }),
      ...legend.map(({ text, y }) => ({ ...quiet, text, x: MARGIN_PX + 16, y })),
      ...notes.map((text, i) => ({ ...quiet, text, x: MARGIN_PX, y: notesTop + i * LINE_PX })),
    ],
    swatches: legend.map(({ color, y }) => ({ x: MARGIN_PX, y: y - 10, color })),
  };
}

function paintedPlot({ frame, colors }: MeterView): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(frame.width * PICTURE_RATIO);
  canvas.height = Math.round(frame.height * PICTURE_RATIO);
  const context = canvas.getContext('2d');
  if (context) paintBars(context, barFrame({ ...frame, pixelRatio: PICTURE_RATIO }), barPalette(colors));
  return canvas;
}
