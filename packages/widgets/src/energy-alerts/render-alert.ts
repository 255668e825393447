import type { Alert } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { EnergyFormat } from '../chart/energy-format.ts';
import { isUnattended } from './alert-news.ts';
import { alertStrings as strings } from './alert-strings.ts';
import { amountWords, stateWords, timeWords } from './alert-words.ts';

/** A row of the list, and who is told what the user does with it. */
export interface AlertRow {
  readonly alert: Alert;
  readonly index: number;
  /** How many rows there are, rendered or not. */
  readonly count: number;
  /** Whether the Tab key goes to it; arrow keys go on from there. */
  readonly isTabbed: boolean;
  readonly isNew: boolean;
  readonly isBusy: boolean;
  readonly locale: string;
  readonly energy: EnergyFormat;
  readonly select: (alert: Alert) => void;
  readonly acknowledge: (alert: Alert) => void;
}

/** Meter, state, how far over, and when, as one button; beside it the one that marks it as seen. */
export function renderAlert(row: AlertRow): TemplateResult {
  const { alert, locale, energy, isTabbed } = row;
  const tabindex = isTabbed ? 0 : -1;
  const seenBy = alert.state === 'acknowledged' && alert.acknowledgedBy;
  return html`<li
    aria-setsize=${row.count}
    aria-posinset=${row.index + 1}
    data-index=${row.index}
    data-state=${alert.state}
    class=${row.isNew ? 'new' : ''}
    part="alert"
  >
    <button type="button" class="row" tabindex=${tabindex} @click=${() => row.select(alert)}>
      <span class="meter">${alert.meterName}</span>
      <span class="state">${stateWords(alert)}</span>
      <span class="amount"><bdi>${amountWords(alert, energy)}</bdi></span>
      <span class="time"><bdi>${timeWords(alert, locale)}${seenBy ? ` · ${strings.seenBy(seenBy)}` : nothing}</bdi></span>
    </button>
    ${
      isUnattended(alert)
        ? html`<button
            type="button"
            class="quiet"
            tabindex=${tabindex}
            aria-disabled=${row.isBusy}
            aria-label=${strings.acknowledgeOf(alert.meterName)}
            @click=${() => row.acknowledge(alert)}
          >
            ${strings.acknowledge}
          </button>`
        : nothing
    }
  </li>`;
}
