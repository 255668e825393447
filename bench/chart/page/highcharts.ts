import Highcharts from 'highcharts/highstock';
import 'highcharts/modules/boost';
import { AREAS, colorOf, HEIGHT, type MakeContender, valuesOf, WIDTH } from './contender.ts';
import { startPage } from './start-page.ts';

/** Highcharts Stock: values grouped to pixels (boost takes over where there would be too many), no animation, no navigator. */
const makeHighcharts: MakeContender = (box, { start, stepMs, bytes }, picture) => {
  const isStack = picture === 'stack';
  let length = valuesOf(bytes[0] ?? new ArrayBuffer()).length;
  const chart = Highcharts.stockChart(box, {
    chart: { animation: false, width: WIDTH, height: HEIGHT },
    accessibility: { enabled: false },
    navigator: { enabled: false },
    rangeSelector: { enabled: false },
    scrollbar: { enabled: false },
    legend: { enabled: true },
    tooltip: { shared: true, split: false, animation: false },
    xAxis: { ordinal: false },
    plotOptions: {
      series: {
        animation: false,
        marker: { enabled: false },
        states: { inactive: { enabled: false } },
        dataGrouping: { enabled: true, groupPixelWidth: 1, approximation: 'average' },
        ...(isStack ? { stacking: 'normal' as const } : {}),
      },
    },
    series: bytes.map((one, i) => ({
      type: isStack ? ('area' as const) : ('line' as const),
      name: AREAS[i] ?? '',
      color: colorOf(i),
      lineWidth: isStack ? 1 : 1.75,
      pointStart: start,
      pointInterval: stepMs,
      data: Array.from(valuesOf(one), (value) => (Number.isNaN(value) ? null : value)),
    })),
  });
  return {
    show: (from, to) => chart.xAxis[0]?.setExtremes(from, to, true, false),
    append: (megawatts) => {
      const time = start + length * stepMs;
      length++;
      chart.series.forEach((series, i) => {
        series.addPoint([time, megawatts[i] ?? null], false, false, false);
      });
      chart.redraw(false);
    },
    toggle: (index) => {
      const series = chart.series[index];
      series?.setVisible(!series.visible);
    },
    destroy: () => chart.destroy(),
  };
};

startPage(makeHighcharts);
