import type { EnergyChartElement } from '../energy-chart/energy-chart.ts';
import { part } from './mount-chart.ts';

/** Presses keys on the plot, one after the other. */
export async function press(
  chart: EnergyChartElement,
  keys: readonly string[],
  more: KeyboardEventInit = {},
): Promise<void> {
  for (const key of keys) {
    part(chart, '.surface').dispatchEvent(new KeyboardEvent('keydown', { key, cancelable: true, ...more }));
    await chart.updateComplete;
  }
}

/** What a pointer does, and where: the share of the plot's width from its left edge. */
export interface PointerMove extends PointerEventInit {
  readonly type: 'pointerdown' | 'pointermove' | 'pointerup' | 'pointerleave';
  readonly share: number;
}

/** Does with a pointer (a mouse unless told) what a user would. */
export async function point(chart: EnergyChartElement, ...moves: readonly PointerMove[]): Promise<void> {
  const surface = part(chart, '.surface');
  for (const { type, share, ...more } of moves) {
    const { left, top, width } = surface.getBoundingClientRect();
    const place = { clientX: left + width * share, clientY: top + 5 };
    surface.dispatchEvent(new PointerEvent(type, { pointerType: 'mouse', pointerId: 1, ...place, ...more }));
    await chart.updateComplete;
  }
}

/** Turns the wheel over the middle of the plot. Returns whether the page may scroll. */
export async function turnWheel(chart: EnergyChartElement, more: WheelEventInit): Promise<boolean> {
  const surface = part(chart, '.surface');
  const { left, top, width } = surface.getBoundingClientRect();
  const place = { clientX: left + width / 2, clientY: top + 5 };
  const event = new WheelEvent('wheel', { cancelable: true, ...place, ...more });
  surface.dispatchEvent(event);
  await chart.updateComplete;
  return !event.defaultPrevented;
}

/** Chooses an option of a list as a user does. */
export function choose(chart: EnergyChartElement, label: string, value: string): void {
  const select = part<HTMLSelectElement>(chart, `select[aria-label="${label}"]`);
  select.value = value;
  select.dispatchEvent(new Event('change'));
}

/** The entry of a chart's menu that says this. */
export function entry(chart: EnergyChartElement, text: string): HTMLButtonElement {
  const buttons = [...chart.renderRoot.querySelectorAll<HTMLButtonElement>('.menu button')];
  const found = buttons.find((button) => button.textContent === text);
  if (!found) throw new Error(`the menu has no ${text}`);
  return found;
}
