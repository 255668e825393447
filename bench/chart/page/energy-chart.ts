import { type AreaSeries, EnergyChartElement, LocalClient } from '@wattlet/widgets/energy-chart-core.js';
import { AREAS, HEIGHT, type MakeContender, valuesOf, WIDTH } from './contender.ts';
import { startPage } from './start-page.ts';

/** What the legend takes beside the plot. */
const LEGEND_PX = 176;

/** Ours: the element as a page has it, with title, legend and the rest, the box for plot and axes as large as the others'. */
const makeEnergyChart: MakeContender = async (box, { start, stepMs, bytes }, picture) => {
  const isStack = picture === 'stack';
  const stream = isStack ? 'generation' : 'load';
  // Room for what is to come, as the SDK leaves it too: what is appended does not move what is there.
  const rows = bytes.map((one) => ({ memory: valuesOf(one), length: one.byteLength / 8 }));
  const series = (): readonly AreaSeries[] =>
    rows.map(({ memory, length }, i) => ({
      key: isStack ? bandKey(i) : lineKey(i),
      segments: [{ start, stepMs, megawatts: memory.subarray(0, length) }],
    }));
  const client = new LocalClient({ [stream]: series() });
  const chart = new EnergyChartElement();
  Object.assign(chart, {
    client,
    stream,
    area: AREAS[0],
    span: rows.length > 10 ? 'all' : '12m',
    controls: false,
  });
  if (!isStack) Object.assign(chart, { view: 'compare', compare: AREAS.slice(1, rows.length) });
  box.style.height = 'auto';
  chart.style.setProperty('--wattlet-plot-height', `${HEIGHT}px`);
  chart.style.inlineSize = `${WIDTH + LEGEND_PX}px`;
  box.append(chart);
  await shown(chart, rows.length);
  return {
    show: (from, to) => {
      Object.assign(chart, { from: new Date(from).toISOString(), to: new Date(to).toISOString() });
      return chart.updateComplete;
    },
    append: async (megawatts) => {
      rows.forEach((row, i) => {
        if (row.memory.length === row.length) row.memory = withRoom(row.memory);
        row.memory[row.length++] = megawatts[i] ?? Number.NaN;
      });
      const moved = nextRange(chart);
      Object.assign(chart, { from: '', to: '' });
      client.update({ [stream]: series() });
      await moved;
      await chart.updateComplete;
    },
    toggle: (index) => {
      const group = PRODUCTION_TYPES[index] ?? '';
      const { hiddenSeries } = chart;
      chart.hiddenSeries = hiddenSeries.includes(group) ? [] : [group];
      return chart.updateComplete;
    },
    destroy: () => chart.remove(),
  };
};

const PRODUCTION_TYPES = [
  'Nuclear',
  'Fossil Brown coal/Lignite',
  'Fossil Hard coal',
  'Fossil Gas',
  'Fossil Oil',
  'Biomass',
  'Hydro Run-of-river and poundage',
  'Hydro Water Reservoir',
  'Wind Onshore',
  'Solar',
];

function areaOf(index: number) {
  const mapCode = AREAS[index] ?? '';
  return {
    eic: `10Y${mapCode}`,
    areaType: 'CTY',
    mapCode,
    name: mapCode,
    timeZone: 'Europe/Vienna',
  } as const;
}

const lineKey = (index: number) => ({ area: areaOf(index), measure: 'value' }) as const;
const bandKey = (index: number) =>
  ({ area: areaOf(0), productionType: PRODUCTION_TYPES[index] ?? '', measure: 'output' }) as const;

function withRoom(full: Float64Array): Float64Array {
  const larger = new Float64Array(full.length + 1024);
  larger.set(full);
  return larger;
}

function nextRange(chart: EnergyChartElement): Promise<unknown> {
  return new Promise((resolve) => chart.addEventListener('range-change', resolve, { once: true }));
}

/** Resolves when as many series as there are have been drawn. */
async function shown(chart: EnergyChartElement, count: number): Promise<void> {
  await nextRange(chart);
  while (chart.renderRoot.querySelectorAll('[part=legend] button, .legend button').length < count)
    await chart.updateComplete;
  // The picture comes after the rest.
  await chart.updateComplete;
}

startPage(makeEnergyChart);
