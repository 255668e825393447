import {
  Chart,
  Decimation,
  Filler,
  Legend,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  Tooltip,
} from 'chart.js';
import { AREAS, colorOf, HEIGHT, type MakeContender, valuesOf, WIDTH } from './contender.ts';
import { startPage } from './start-page.ts';

Chart.register(Decimation, Filler, Legend, LinearScale, LineController, LineElement, PointElement, Tooltip);

/** Chart.js: only the parts that are used, no points, no animation, nothing parsed, decimated to the extremes. */
const makeChartJs: MakeContender = (box, { start, stepMs, bytes }, picture) => {
  const isStack = picture === 'stack';
  const canvas = document.createElement('canvas');
  canvas.width = WIDTH;
  canvas.height = HEIGHT;
  box.append(canvas);
  const rows = bytes.map((one) => Array.from(valuesOf(one), (y, i) => ({ x: start + i * stepMs, y })));
  const chart = new Chart(canvas, {
    type: 'line',
    data: {
      datasets: rows.map((data, i) => ({
        data,
        label: AREAS[i] ?? '',
        borderColor: colorOf(i),
        backgroundColor: colorOf(i),
        borderWidth: isStack ? 1 : 1.75,
        fill: isStack ? (i === 0 ? 'origin' : '-1') : false,
      })),
    },
    options: {
      responsive: false,
      animation: false,
      parsing: false,
      normalized: true,
      indexAxis: 'x',
      elements: { point: { radius: 0 } },
      interaction: { mode: 'index', axis: 'x', intersect: false },
      plugins: { decimation: { enabled: true, algorithm: 'min-max' } },
      scales: { x: { type: 'linear' }, y: { type: 'linear', stacked: isStack } },
    },
  });
  return {
    show: (min, max) => {
      Object.assign(chart.options.scales?.['x'] ?? {}, { min, max });
      chart.update('none');
    },
    append: (megawatts) => {
      const x = start + (rows[0]?.length ?? 0) * stepMs;
      for (const [i, row] of rows.entries()) row.push({ x, y: megawatts[i] ?? Number.NaN });
      // Decimation takes the place of `data`: only new data is looked at again.
      chart.data.datasets.forEach((dataset, i) => {
        dataset.data = rows[i] ?? [];
      });
      chart.update('none');
    },
    toggle: (series) =>
      chart.setDatasetVisibility(series, !chart.isDatasetVisible(series)) ?? chart.update('none'),
    destroy: () => chart.destroy(),
  };
};

startPage(makeChartJs);
