import { EnergyAlertsElement } from '../energy-alerts/energy-alerts.ts';
import type { FakeAlertsClient } from './fake-alerts-client.ts';
import { whenShown } from './when-shown.ts';

/** Puts a list of alerts on the page, and removes it with {@link unmountAlerts}. */
export function mountAlerts(
  client: FakeAlertsClient,
  properties: Partial<EnergyAlertsElement> = {},
  width = 640,
): EnergyAlertsElement {
  const box = document.createElement('main');
  box.className = 'alerts-box';
  box.style.inlineSize = `${width}px`;
  const alerts = new EnergyAlertsElement();
  Object.assign(alerts, { client, lang: 'en-GB', ...properties });
  box.append(alerts);
  document.body.append(box);
  return alerts;
}

/** A mounted list, once it shows alerts. */
export async function shownAlerts(...options: Parameters<typeof mountAlerts>): Promise<EnergyAlertsElement> {
  const element = mountAlerts(...options);
  await whenShown(element, (root) => root.querySelector('.list'));
  await element.updateComplete;
  return element;
}

/** The texts of all parts with a selector, their white space as a reader sees it. */
export function textsOf(element: EnergyAlertsElement, selector: string): string[] {
  return [...element.renderRoot.querySelectorAll(selector)].map((part) =>
    (part.textContent ?? '').replace(/\s+/g, ' ').trim(),
  );
}

/** The part with a selector. @throws Error when it is not there. */
export function alertsPart(element: EnergyAlertsElement, selector: string): HTMLElement {
  const found = element.renderRoot.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`the list has no ${selector}`);
  return found;
}

/** Removes every mounted list from the page. */
export function unmountAlerts(): void {
  for (const box of document.querySelectorAll('.alerts-box')) box.remove();
}
