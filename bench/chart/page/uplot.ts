import uPlot from 'uplot';
import styles from 'uplot/dist/uPlot.min.css';
import { AREAS, colorOf, HEIGHT, type MakeContender, valuesOf, WIDTH } from './contender.ts';
import { startPage } from './start-page.ts';

/** uPlot: plain arrays, as gaps need them; nothing drawn for points. A stack is summed up by hand, as its demo does. */
const makeUPlot: MakeContender = (box, { start, stepMs, bytes }, picture) => {
  const isStack = picture === 'stack';
  const times = Array.from(
    { length: valuesOf(bytes[0] ?? new ArrayBuffer()).length },
    (_, i) => (start + i * stepMs) / 1000,
  );
  const rows = bytes.map((one) => Array.from(valuesOf(one), (value) => (Number.isNaN(value) ? null : value)));
  const hidden = new Set<number>();
  const data = (): uPlot.AlignedData => [times, ...(isStack ? stacked(rows, hidden) : rows)];
  const plot = new uPlot(
    {
      width: WIDTH,
      height: HEIGHT,
      series: [
        {},
        ...rows.map((_, i) => ({
          label: AREAS[i] ?? '',
          stroke: colorOf(i),
          width: isStack ? 1 : 1.75,
          points: { show: false },
          ...(isStack ? { fill: colorOf(i) } : {}),
        })),
      ],
      ...(isStack ? { bands: bandsOf(rows.length, hidden) } : {}),
    },
    data(),
    box,
  );
  return {
    show: async (from, to) => plot.setScale('x', { min: from / 1000, max: to / 1000 }),
    append: async (megawatts) => {
      times.push((start + times.length * stepMs) / 1000);
      for (const [i, row] of rows.entries()) row.push(megawatts[i] ?? null);
      plot.setData(data());
    },
    toggle: async (series) => {
      if (!hidden.delete(series)) hidden.add(series);
      plot.batch(() => {
        plot.delBand(null);
        for (const band of bandsOf(rows.length, hidden)) plot.addBand(band);
        plot.setSeries(series + 1, { show: !hidden.has(series) });
        plot.setData(data(), false);
      });
    },
    destroy: () => plot.destroy(),
  };
};

/** Sums from the first series on. A gap stays a gap. */
function stacked(
  rows: readonly (readonly (number | null)[])[],
  hidden: ReadonlySet<number>,
): (number | null)[][] {
  const sums = new Float64Array(rows[0]?.length ?? 0);
  return rows.map((row, series) =>
    row.map((value, i) => {
      if (value === null) return null;
      const sum = (sums[i] ?? 0) + (hidden.has(series) ? 0 : value);
      sums[i] = sum;
      return sum;
    }),
  );
}

/** Between each shown series and the one below it. */
function bandsOf(count: number, hidden: ReadonlySet<number>): uPlot.Band[] {
  const shown = Array.from({ length: count }, (_, i) => i).filter((i) => !hidden.has(i));
  return shown.slice(1).map((series, below) => ({ series: [series + 1, (shown[below] ?? 0) + 1] }));
}

const sheet = new CSSStyleSheet();
sheet.replaceSync(styles);
document.adoptedStyleSheets.push(sheet);
startPage(makeUPlot);
