import type { ChartClient } from '../energy-chart/chart-client.ts';
import { EnergyChartElement } from '../energy-chart/energy-chart.ts';

export { whenShown } from './when-shown.ts';

/** Puts a chart on the page, 800 px wide, and removes it with {@link unmountCharts}. */
export function mountChart(
  client: ChartClient,
  properties: Partial<EnergyChartElement> = {},
  width = 800,
): EnergyChartElement {
  const box = document.createElement('main');
  box.className = 'chart-box';
  box.style.inlineSize = `${width}px`;
  const chart = new EnergyChartElement();
  Object.assign(chart, { client, area: 'GR', ...properties });
  box.append(chart);
  document.body.append(box);
  return chart;
}

/** A mounted chart, once it has drawn its data. */
export async function drawnChart(...options: Parameters<typeof mountChart>): Promise<EnergyChartElement> {
  const chart = mountChart(...options);
  await nextEvent(chart, 'range-change');
  await chart.updateComplete;
  return chart;
}

/** Resolves with the next event of a type. */
export function nextEvent(target: EventTarget, type: string): Promise<Event> {
  return new Promise((resolve) => target.addEventListener(type, resolve, { once: true }));
}

/** The part of a chart with this selector. @throws Error when it is not there. */
export function part<T extends Element = HTMLElement>(chart: EnergyChartElement, selector: string): T {
  const found = chart.renderRoot.querySelector<T>(selector);
  if (!found) throw new Error(`the chart has no ${selector}`);
  return found;
}

/** The text of a part, its white space as a reader sees it. */
export function textOf(chart: EnergyChartElement, selector: string): string {
  return (part(chart, selector).textContent ?? '').replace(/\s+/g, ' ').trim();
}

/** How many pixels of the plot are painted. */
export function paintedPixels(chart: EnergyChartElement): number {
  const canvas = part<HTMLCanvasElement>(chart, 'canvas');
  const image = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height);
  return image ? image.data.filter((alpha, i) => i % 4 === 3 && alpha > 0).length : 0;
}

/** The colours that wholly cover a pixel of the plot, each as "red green blue". */
export function plotColors(chart: EnergyChartElement): Set<string> {
  const canvas = part<HTMLCanvasElement>(chart, 'canvas');
  const { data = [] } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? {};
  const colors = new Set<string>();
  for (let i = 0; i < data.length; i += 4) {
    if (data[i + 3] === 255) colors.add([data[i], data[i + 1], data[i + 2]].join(' '));
  }
  return colors;
}

/** Removes every mounted chart from the page. */
export function unmountCharts(): void {
  for (const box of document.querySelectorAll('.chart-box')) box.remove();
}
