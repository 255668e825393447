import type { BarChart } from './bar-chart.ts';
import type { ReadyContext } from './chart-host.ts';
import { csvText } from './csv-text.ts';
import { PICTURE_RATIO, type Picture, type PictureText, widthFor } from './picture.ts';
import { sourceNotes } from './source-notes.ts';

const MARGIN_PX = 16;
const TOP_PX = 52;
const ROW_PX = 22;
const BAR_PX = 14;
const LABEL_PX = 200;
const PLOT_PX = 320;
const VALUE_PX = 140;

/** Bars as RFC 4180 CSV: name and value of each; comment lines before them name title, range, source and as-of. */
export function barCsv(chart: BarChart, context: ReadyContext): string {
  const head = [`# ${context.title}: ${chart.name}`, ...notesOf(chart, context).map((note) => `# ${note}`)];
  const rows = chart.bars.map(({ label, value }) => [
    label,
    value === undefined ? '' : String(Math.round(value * 1000) / 1000),
  ]);
  const [labels, values] = chart.columns;
  return csvText(head, [[labels, `${values} (${chart.unit})`], ...rows]);
}

/** The picture of bars: one below the other, each with its name and its number. */
export function barPicture(chart: BarChart, context: ReadyContext): Picture {
  const { colors } = context.ready.view;
  const quiet = { size: 12, weight: 400, color: colors.textQuiet, anchor: 'start' } as const;
  const plotX = MARGIN_PX + LABEL_PX;
  const valueX = plotX + PLOT_PX + MARGIN_PX;
  const notesTop = TOP_PX + chart.bars.length * ROW_PX + ROW_PX;
  const notes = notesOf(chart, context);
  const texts = chart.bars.flatMap(({ label, text }, i): PictureText[] => {
    const y = TOP_PX + i * ROW_PX + BAR_PX - 3;
    return [
      { ...quiet, color: colors.text, text: label, x: MARGIN_PX, y },
      { ...quiet, color: colors.text, text, x: valueX, y },
    ];
  });
  const title = { size: 18, weight: 600, color: colors.text, anchor: 'start' } as const;
  const lines = [
    { ...title, text: `${context.title}: ${chart.name}`, x: MARGIN_PX, y: MARGIN_PX + 16 },
    ...notes.map((text, i) => ({ ...quiet, text, x: MARGIN_PX, y: notesTop + i * ROW_PX })),
  ];
  return {
    width: widthFor(lines, valueX + VALUE_PX + MARGIN_PX),
    height: notesTop + notes.length * ROW_PX,
    background: colors.surface,
    plot: { canvas: paintedBars(chart), x: plotX, y: TOP_PX },
    texts: [...lines, ...texts],
    swatches: [],
  };
}

function notesOf({ notes: [range, ...more] }: BarChart, context: ReadyContext): string[] {
  return [`${range} (${context.ready.view.clock.timeZone})`, ...more, sourceNotes(context).join(' · ')];
}

function paintedBars({ bars }: BarChart): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.width = PLOT_PX * PICTURE_RATIO;
  canvas.height = Math.max(1, bars.length) * ROW_PX * PICTURE_RATIO;
  const context = canvas.getContext('2d');
  context?.scale(PICTURE_RATIO, PICTURE_RATIO);
  const values = bars.map(({ value }) => value ?? 0);
  const low = Math.min(0, ...values);
  const scale = PLOT_PX / (Math.max(0, ...values) - low || 1);
  bars.forEach(({ value = 0, color }, i) => {
    if (!context) return;
    context.fillStyle = color;
    context.fillRect((Math.min(0, value) - low) * scale, i * ROW_PX, Math.abs(value) * scale, BAR_PX);
  });
  return canvas;
}
