import { html, svg, type TemplateResult } from 'lit';

/** One bar with its name and its number in words. */
export interface Bar {
  readonly label: string;
  /** For where there is no room for the whole name. */
  readonly shortLabel?: string;
  readonly text: string;
  /** Length, in the unit of all bars; undefined where nothing is known. */
  readonly value: number | undefined;
  readonly color: string;
}

/**
 * Bars from one zero line, one below the other, each with its number: a list to those who hear it.
 *
 * @param label name of the list to those who hear it
 * @param current the one that is read; −1 for none
 */
export function renderBars(bars: readonly Bar[], label: string, current = -1): TemplateResult {
  const values = bars.map(({ value }) => value ?? 0);
  const low = Math.min(0, ...values);
  const length = Math.max(0, ...values) - low || 1;
  return html`<ul class="bars" aria-label=${label}>
    ${bars.map(({ label: name, text, value, color }, i) => {
      const [from, to] = [0, value ?? 0].sort((a, b) => a - b).map((end) => ((end - low) / length) * 100);
      const width = (to ?? 0) - (from ?? 0);
      return html`<li class=${i === current ? 'current' : ''}>
        <span>${name}</span>
        <svg aria-hidden="true">
          ${svg`<rect x="${from}%" width="${width}%" height="14" rx="2" fill=${color}></rect>`}
        </svg>
        <span class=${value === undefined ? 'none' : ''}>${text}</span>
      </li>`;
    })}
  </ul>`;
}
