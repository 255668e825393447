import { html, nothing, svg, type TemplateResult } from 'lit';
import { PowerFormat } from '../../chart/power-unit.ts';
import { type ValueScale, valueScale } from '../../chart/value-scale.ts';
import { columnNames } from './column-names.ts';
import type { Bar } from './render-bars.ts';

const TICKS = 4;
/** Room for the numbers of the axis beside the columns. */
const AXIS_PX = 52;

/** Columns and how they are shown. */
export interface Columns {
  readonly bars: readonly Bar[];
  /** Name of the list to those who hear it. */
  readonly label: string;
  /** The one that is read; −1 for none. */
  readonly current: number;
  readonly power: PowerFormat;
  readonly locale: string;
  /** Of the columns with their axis, CSS pixels. */
  readonly width: number;
  /** Whether there is no room for an axis and names. */
  readonly isBare: boolean;
}

/**
 * Bars of megawatts that stand side by side on one zero line, with an axis; each says its number to those who hear it.
 * What is not known is hatched, so that it is not taken for zero, which is a line.
 */
export function renderColumns(columns: Columns): TemplateResult {
  const { bars, label, current, power, width, isBare } = columns;
  const values = bars.map(({ value }) => value ?? 0);
  const extent = { low: Math.min(0, ...values), high: Math.max(0, ...values) };
  const scale = valueScale(extent, power.unit, TICKS);
  const { low, high } = scale;
  const length = high - low || 1;
  const share = (value: number) => ((high - value) / length) * 100;
  const names = isBare ? [] : columnNames(bars, width - AXIS_PX);
  return html`<div class=${isBare ? 'columns-box bare' : 'columns-box'}>
    ${isBare ? nothing : renderAxis(columns, scale, share)}
    <svg class="defs" aria-hidden="true"><defs>${renderHatch()}</defs></svg>
    <ul class="columns" aria-label=${label}>
      ${bars.map(
        ({ label: name, text, value, color }, i) => html`<li class=${i === current ? 'current' : ''}>
          <svg aria-hidden="true">
            ${
              value === undefined
                ? svg`<rect width="100%" height="100%" fill="url(#hatch)"></rect>`
                : svg`<rect y="${share(Math.max(0, value))}%" width="100%" height="${(Math.abs(value) / length) * 100}%" rx="2" fill=${color}></rect>
                  <line y1="${share(0)}%" x2="100%" y2="${share(0)}%" stroke=${color} stroke-width="2"></line>`
            }
          </svg>
          ${isBare ? nothing : html`<span class="name" aria-hidden="true">${names[i] ?? nothing}</span>`}
          <span class="for-readers">${name}: ${text}</span>
        </li>`,
      )}
    </ul>
  </div>`;
}

/** Stripes at 45°, as gaps of a plot have them. */
function renderHatch(): TemplateResult {
  return svg`<pattern id="hatch" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
    <line y2="5"></line>
  </pattern>`;
}

function renderAxis(
  { power, locale }: Columns,
  { ticks, decimals }: ValueScale,
  share: (value: number) => number,
): TemplateResult {
  const axis = new PowerFormat(power.unit, locale, decimals);
  return html`<svg class="value-axis" aria-hidden="true">
    <text x="44" y="-10" text-anchor="end">${power.unit.name}</text>
    ${ticks.map(
      (tick) => svg`<line x1="48" x2="100%" y1="${share(tick)}%" y2="${share(tick)}%"></line>
        <text x="44" y="${share(tick)}%" dy="4" text-anchor="end">${axis.number(tick)}</text>`,
    )}
  </svg>`;
}
