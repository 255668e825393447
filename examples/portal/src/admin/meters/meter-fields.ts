import type { Meter, MeterChange } from '@wattlet/sdk';
import { html, type TemplateResult } from 'lit';
import { formText } from '../../parts/form-text.ts';
import { adminWords } from '../admin-words.ts';

/** What of a meter can be changed, as fields of a form. */
export function renderMeterFields(meter: Meter | undefined): TemplateResult {
  const { meters: words } = adminWords.words;
  const limit = meter?.hourlyLimitWattHours;
  const zone = meter?.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
  return html`<wa-input name="name" label=${words.name} value=${meter?.name ?? ''} maxlength="100" required></wa-input>
    <wa-input name="serial" label=${words.serial} value=${meter?.serial ?? ''} maxlength="64" required></wa-input>
    <wa-input name="address" label=${words.address} value=${meter?.address ?? ''} maxlength="200"></wa-input>
    <wa-input name="zone" label=${words.timeZone} value=${zone} maxlength="64" required></wa-input>
    <wa-input name="limit" type="number" label=${words.limit} hint=${words.limitHint} value=${limit ? String(limit / 1000) : ''} min="0" step="any"></wa-input>
    <wa-input name="warning" type="number" label=${words.warning} hint=${words.warningHint} value=${String(meter?.warningPercent ?? 80)} min="0" max="99" step="1"></wa-input>`;
}

/** What a form says of a meter. */
export function meterFields(form: FormData): Required<MeterChange> {
  return {
    name: formText(form, 'name'),
    serial: formText(form, 'serial'),
    address: formText(form, 'address'),
    timeZone: formText(form, 'zone'),
    // 0 takes the limit away.
    hourlyLimitWattHours: Math.round(Number(formText(form, 'limit') || 0) * 1000),
    warningPercent: Number(formText(form, 'warning') || 0),
  };
}
