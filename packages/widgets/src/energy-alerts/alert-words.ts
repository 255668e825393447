import type { Alert } from '@wattlet/sdk';
import type { EnergyFormat } from '../chart/energy-format.ts';
import { zoneName } from '../chart/zone-name.ts';
import { alertStrings as strings } from './alert-strings.ts';

const HOUR_MS = 3_600_000;

/** What an alert is called by its state; a silent meter is not over any limit. */
export function stateWords({ rule, state }: Alert): string {
  const isOn = state === 'firing' || state === 'pending';
  return rule === 'no-data' && isOn ? strings.silent : strings.states[state];
}

/** How far the limit is passed, or how much of it is used: "1.3 kWh over 5 kWh". */
export function amountWords(
  { rule, wattHours, peakWattHours, limitWattHours }: Alert,
  energy: EnergyFormat,
): string {
  if (rule === 'no-data') return strings.noReadings;
  const most = Math.max(wattHours, peakWattHours);
  const limit = energy.text(limitWattHours);
  return most > limitWattHours
    ? strings.over(energy.text(most - limitWattHours), limit)
    : strings.of(energy.text(most), limit);
}

/** When it was, by the clock of the meter: the hour that it is about, or since when the meter is silent. */
export function timeWords({ rule, hour, startedAt, timeZone }: Alert, locale: string): string {
  const format = new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  // The zone tells the two 02:00 of autumn apart.
  const zoned = (text: string, time: Date) => `${text} ${zoneName(time.getTime(), timeZone)}`;
  if (rule === 'no-data') return strings.since(zoned(format.format(startedAt), startedAt));
  const from = hour ?? startedAt;
  return zoned(format.formatRange(from, from.getTime() + HOUR_MS), from);
}
