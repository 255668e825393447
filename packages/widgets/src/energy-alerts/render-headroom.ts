import type { Headroom } from '@wattlet/sdk';
import { html, nothing, svg, type TemplateResult } from 'lit';
import type { EnergyFormat } from '../chart/energy-format.ts';
import { extraStrings as strings } from './alert-extras-strings.ts';

/** How the current hour of each meter stands: in words, and as a bar that is full at the limit. */
export function renderHeadroom(
  meters: readonly Headroom[] | undefined,
  energy: EnergyFormat,
): TemplateResult | typeof nothing {
  if (!meters || meters.length === 0) return nothing;
  return html`<ul class="headroom" part="headroom" aria-label=${strings.thisHour}>
    ${meters.map((meter) => {
      const share = Math.min(1, meter.wattHours / meter.limitWattHours);
      const level = share >= 1 ? 'firing' : '';
      return html`<li data-state=${level}>
        <span class="meter">${meter.meterName}</span>
        <span class="left"><bdi>${headroomWords(meter, energy)}</bdi></span>
        <svg aria-hidden="true"><rect class="track" width="100%" height="4" rx="2"></rect>${svg`<rect width=${`${share * 100}%`} height="4" rx="2"></rect>`}</svg>
      </li>`;
    })}
  </ul>`;
}

/** What is left of the current hour: "4.2 kWh left this hour". */
function headroomWords({ wattHours, limitWattHours, asOf }: Headroom, energy: EnergyFormat): string {
  if (!asOf) return strings.unknownThisHour;
  const left = limitWattHours - wattHours;
  return left >= 0 ? strings.left(energy.text(left)) : strings.overThisHour(energy.text(-left));
}
