import type { Alert } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import type { AlertWalk } from './alert-walk.ts';
import { WHOLE_ROWS } from './whole-rows.ts';

/** What a list of alerts is made of. */
export interface AlertListView {
  readonly alerts: readonly Alert[];
  readonly label: string;
  /** Undefined until it is loaded: the Tab key goes to every row, and of a long list only the first rows are there. */
  readonly walk: AlertWalk | undefined;
  /** Makes the row of an alert, told whether the Tab key goes to it. */
  readonly renderRow: (alert: Alert, index: number, isTabbed: boolean) => TemplateResult;
}

/** Alerts in rows. */
export function renderAlertList({ alerts, label, walk, renderRow }: AlertListView): TemplateResult {
  const { first, end, tabbed } = walk?.rowsOf(alerts) ?? { first: 0, end: WHOLE_ROWS };
  const shown = alerts.slice(first, end);
  const row = (alert: Alert, i: number) => {
    const index = first + i;
    return renderRow(alert, index, tabbed === undefined || tabbed === index);
  };
  const isWindowed = walk !== undefined && alerts.length > WHOLE_ROWS;
  const spacer = (place: string) =>
    isWindowed ? html`<li class=${`spacer ${place}`} role="none"></li>` : nothing;
  return html`<div class="scroll" @scroll=${walk?.scrolled} @keydown=${walk?.pressed} @focusin=${walk?.focused}>
    <ul class=${isWindowed ? 'list windowed' : 'list'} role="list" aria-label=${label} part="list">
      ${spacer('above')}
      ${walk?.renderRows(shown, row) ?? shown.map(row)}
      ${spacer('below')}
    </ul>
  </div>`;
}
