import { LineChart } from 'echarts/charts';
import {
  DataZoomInsideComponent,
  GridComponent,
  LegendComponent,
  TooltipComponent,
} from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { AREAS, colorOf, HEIGHT, type MakeContender, valuesOf, WIDTH } from './contender.ts';
import { startPage } from './start-page.ts';

echarts.use([
  LineChart,
  GridComponent,
  LegendComponent,
  TooltipComponent,
  DataZoomInsideComponent,
  CanvasRenderer,
]);

/** ECharts: only the parts that are used, on canvas, no symbols, no animation, sampled. */
const makeECharts: MakeContender = (box, { start, stepMs, bytes }, picture) => {
  const isStack = picture === 'stack';
  const chart = echarts.init(box, undefined, { width: WIDTH, height: HEIGHT });
  const rows = bytes.map((one) => Array.from(valuesOf(one), (value, i) => [start + i * stepMs, value]));
  chart.setOption({
    animation: false,
    legend: {},
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'time' },
    yAxis: { type: 'value' },
    dataZoom: [{ type: 'inside' }],
    series: rows.map((data, i) => ({
      type: 'line',
      name: AREAS[i],
      data,
      color: colorOf(i),
      showSymbol: false,
      sampling: isStack ? 'average' : 'lttb',
      lineStyle: { width: isStack ? 1 : 1.75 },
      ...(isStack ? { stack: 'all', areaStyle: {} } : {}),
    })),
  });
  chart.getZr().flush();
  return {
    show: (startValue, endValue) => {
      chart.dispatchAction({ type: 'dataZoom', startValue, endValue }, { flush: true });
      chart.getZr().flush();
    },
    append: (megawatts) => {
      const time = start + (rows[0]?.length ?? 0) * stepMs;
      for (const [i, row] of rows.entries()) row.push([time, megawatts[i] ?? Number.NaN]);
      chart.setOption({ series: rows.map((data) => ({ data })) });
      chart.getZr().flush();
    },
    toggle: (series) => {
      chart.dispatchAction({ type: 'legendToggleSelect', name: AREAS[series] }, { flush: true });
      chart.getZr().flush();
    },
    destroy: () => chart.dispose(),
  };
};

startPage(makeECharts);
