import type { Meter } from '@wattlet/sdk';
import { html, type TemplateResult } from 'lit';
import { metersWords } from './meters-words.ts';

/** What is known of a meter, in words. */
export function renderMeterFacts(meter: Meter, locale: string): TemplateResult {
  const { words } = metersWords;
  const { hourlyLimitWattHours: limit, lastReadingAt, timeZone } = meter;
  const kilowattHours = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone });
  const facts: [string, string][] = [
    [words.limit, limit ? `${kilowattHours.format(limit / 1000)} kWh ${words.perHour}` : words.noLimit],
    [words.lastReading, lastReadingAt ? time.format(lastReadingAt) : words.never],
    [words.serial, meter.serial],
    ...(meter.address ? ([[words.address, meter.address]] satisfies [string, string][]) : []),
  ];
  return html`<dl class="facts">
    ${facts.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`;
}
