import { chartFrame } from '../../chart/chart-frame.ts';
import { paintFrame } from '../../chart/painter.ts';
import type { ChartColors } from '../chart-colors.ts';
import type { ReadyContext } from './chart-host.ts';
import { sourceNotes } from './source-notes.ts';

/** Device pixels per CSS pixel of everything that is exported. */
export const PICTURE_RATIO = 2;

const MARGIN_PX = 16;
const TITLE_PX = 40;
const LINE_PX = 20;
/** Room for the labels below the plot. */
const AXIS_PX = 44;
const LETTER_PX = 7;

/** A text with its place, in CSS pixels; `y` is its base line. */
export interface PictureText {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly weight: number;
  readonly color: string;
  readonly anchor: 'start' | 'end';
}

/** The font of a text, as a canvas takes it. */
export function fontOf({ weight, size }: Pick<PictureText, 'weight' | 'size'>): string {
  return `${weight} ${size}px system-ui, sans-serif`;
}

/**
 * How wide a picture is that none of these texts runs out of, in CSS pixels.
 *
 * @param least how wide it is for everything else
 */
export function widthFor(texts: readonly PictureText[], least: number): number {
  const context = new OffscreenCanvas(1, 1).getContext('2d');
  const widths = texts.map((one) => {
    if (!context) return 0;
    context.font = fontOf(one);
    return one.x + context.measureText(one.text).width + MARGIN_PX;
  });
  return Math.ceil(Math.max(least, ...widths));
}

/** A square of the legend. */
export interface PictureSwatch {
  readonly x: number;
  readonly y: number;
  readonly color: string;
}

/** What a chart shows as a picture of its own: plot, axes, title, legend, source, zone and as-of. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly background: string;
  /** The plot, painted at {@link PICTURE_RATIO}, and where it goes. */
  readonly plot: { readonly canvas: HTMLCanvasElement; readonly x: number; readonly y: number };
  readonly texts: readonly PictureText[];
  readonly swatches: readonly PictureSwatch[];
}

/** Lays out the picture of a chart that is drawn now. */
export function pictureOf(context: ReadyContext): Picture {
  const { view } = context.ready;
  const { layout, colors, frame, labels } = view;
  const top = MARGIN_PX + TITLE_PX;
  const plotBottom = top + layout.top + layout.height + AXIS_PX;
  const legend = legendEntries(context, { x: MARGIN_PX, y: plotBottom + LINE_PX });
  const notesTop = (legend.at(-1)?.y ?? plotBottom) + LINE_PX;
  const notes = [
    `${labels.datedInterval(frame.range)}, ${labels.zone(frame.range)} (${view.clock.timeZone})`,
    sourceNotes(context).join(' · '),
  ];
  const quiet = { size: 12, weight: 400, color: colors.textQuiet, anchor: 'start' } as const;
  const title = { size: 18, weight: 600, color: colors.text, anchor: 'start' } as const;
  // They may be longer than the plot of a phone is wide.
  const lines = [
    { ...title, text: context.title, x: MARGIN_PX, y: MARGIN_PX + 18 },
    ...notes.map((text, i) => ({ ...quiet, text, x: MARGIN_PX, y: notesTop + i * LINE_PX })),
  ];
  return {
    width: widthFor(lines, Math.round(layout.left + layout.width) + 2 * MARGIN_PX),
    height: notesTop + notes.length * LINE_PX,
    background: colors.surface,
    plot: { canvas: paintedPlot(context), x: MARGIN_PX + layout.left, y: top + layout.top },
    texts: [
      ...lines,
      ...axisTexts(context.root, colors, { x: MARGIN_PX, y: top }),
      ...legend.map(({ text, x, y }) => ({ ...quiet, text, x: x + 16, y })),
    ],
    swatches: legend.map(({ x, y, color }) => ({ x, y: y - 10, color })),
  };
}

function paintedPlot({ ready: { view } }: ReadyContext): HTMLCanvasElement {
  const frame = chartFrame({ ...view.frame, pixelRatio: PICTURE_RATIO });
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(frame.width * PICTURE_RATIO);
  canvas.height = Math.round(frame.height * PICTURE_RATIO);
  const context = canvas.getContext('2d');
  if (context) paintFrame(context, frame, view.colors);
  return canvas;
}

/** The labels of the axes, where they are on the page. */
export function axisTexts(
  root: ParentNode,
  colors: Pick<ChartColors, 'text' | 'textQuiet'>,
  origin: { x: number; y: number },
): PictureText[] {
  return [...root.querySelectorAll('.axes text')].map((element) => ({
    text: element.textContent ?? '',
    x: origin.x + Number(element.getAttribute('x')),
    y: origin.y + Number(element.getAttribute('y')),
    size: 12,
    weight: 400,
    color: element.classList.contains('context') ? colors.text : colors.textQuiet,
    anchor: element.getAttribute('text-anchor') === 'end' ? 'end' : 'start',
  }));
}

interface LegendEntry extends PictureSwatch {
  readonly text: string;
}

/** The legend in rows that are as wide as the plot. */
function legendEntries({ ready: { view } }: ReadyContext, origin: { x: number; y: number }): LegendEntry[] {
  const drawn = view.frame.series.filter(({ mark }) => mark !== 'figure');
  const groups = [...new Map(drawn.map((one) => [one.group, one])).values()];
  if (groups.length < 2 && groups[0]?.mark !== 'band') return [];
  const right = origin.x + view.layout.left + view.layout.width;
  let { x, y } = origin;
  return groups.map(({ color, groupLabel: text }) => {
    const length = text.length * LETTER_PX + 36;
    if (x > origin.x && x + length > right) {
      x = origin.x;
      y += LINE_PX;
    }
    const entry = { text, color, x, y };
    x += length;
    return entry;
  });
}
