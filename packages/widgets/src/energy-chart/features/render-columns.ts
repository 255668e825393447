import { html, svg, type TemplateResult } from 'lit';
import { PowerFormat } from '../../chart/power-unit.ts';
import { valueScale } from '../../chart/value-scale.ts';
import type { Bar } from './render-bars.ts';

/** The most names that stand side by side below the columns. */
const NAMED = 8;
const TICKS = 4;

/** Columns and how they are shown. */
export interface Columns {
  readonly bars: readonly Bar[];
  /** Name of the list to those who hear it. */
  readonly label: string;
  /** The one that is read; −1 for none. */
  readonly current: number;
  readonly power: PowerFormat;
  readonly locale: string;
}

/** Bars of megawatts that stand side by side on one zero line, with an axis; each says its number to those who hear it. */
export function renderColumns({ bars, label, current, power, locale }: Columns): TemplateResult {
  const values = bars.map(({ value }) => value ?? 0);
  const extent = { low: Math.min(0, ...values), high: Math.max(0, ...values) };
  const { low, high, ticks, decimals } = valueScale(extent, power.unit, TICKS);
  const axis = new PowerFormat(power.unit, locale, decimals);
  const length = high - low || 1;
  const share = (value: number) => ((high - value) / length) * 100;
  const step = Math.ceil(bars.length / NAMED);
  return html`<div class="columns-box">
    <svg class="value-axis" aria-hidden="true">
      <text x="44" y="-10" text-anchor="end">${power.unit.name}</text>
      ${ticks.map(
        (tick) => svg`<line x1="48" x2="100%" y1="${share(tick)}%" y2="${share(tick)}%"></line>
          <text x="44" y="${share(tick)}%" dy="4" text-anchor="end">${axis.number(tick)}</text>`,
      )}
    </svg>
    <ul class="columns" aria-label=${label}>
      ${bars.map(
        ({ label: name, text, value = 0, color }, i) => html`<li class=${i === current ? 'current' : ''}>
          <svg aria-hidden="true">
            ${svg`<rect y="${share(Math.max(0, value))}%" width="100%" height="${(Math.abs(value) / length) * 100}%" rx="2" fill=${color}></rect>`}
          </svg>
          <span class="name" aria-hidden="true">${i % step === 0 ? name : '\u00a0'}</span>
          <span class="for-readers">${name}: ${text}</span>
        </li>`,
      )}
    </ul>
  </div>`;
}
