import { html, svg, type TemplateResult } from 'lit';
import type { Bar } from './render-bars.ts';

/** The most names that stand side by side below the columns. */
const NAMED = 8;

/** Bars that stand side by side on one zero line; each says its number on hover, and to those who hear it. */
export function renderColumns(bars: readonly Bar[], label: string): TemplateResult {
  const values = bars.map(({ value }) => value ?? 0);
  const high = Math.max(0, ...values);
  const length = high - Math.min(0, ...values) || 1;
  const step = Math.ceil(bars.length / NAMED);
  return html`<ul class="columns" aria-label=${label}>
    ${bars.map(({ label: name, text, value = 0, color }, i) => {
      const top = ((high - Math.max(0, value)) / length) * 100;
      const height = (Math.abs(value) / length) * 100;
      return html`<li title="${name}: ${text}">
        <svg aria-hidden="true">
          ${svg`<rect y="${top}%" width="100%" height="${height}%" rx="2" fill=${color}></rect>`}
        </svg>
        <span class="name" aria-hidden="true">${i % step === 0 ? name : '\u00a0'}</span>
        <span class="for-readers">${name}: ${text}</span>
      </li>`;
    })}
  </ul>`;
}
