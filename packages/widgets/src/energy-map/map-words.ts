import { PowerFormat, powerUnitFor } from '../chart/power-unit.ts';
import { TimeLabels } from '../chart/time-labels.ts';
import type { TimeSpan } from '../chart/time-span.ts';
import type { ZoneClock } from '../chart/zone-clock.ts';
import { areaName } from '../energy-chart/area-name.ts';
import type { ChartArea } from '../energy-chart/chart-client.ts';
import type { CountryValue } from './country-value.ts';
import { type MapFrame, shownSpans } from './map-frame.ts';
import { mapStrings } from './map-strings.ts';
import type { Metric } from './metric.ts';
import { stepSpan } from './time-steps.ts';

/** A number with its unit apart, for the two to be set in different tones. */
export interface Figure {
  readonly number: string;
  readonly unit: string;
}

/** Names, numbers and times in one language. */
export class MapWords {
  readonly locale: string;
  readonly labels: TimeLabels;
  readonly #power: PowerFormat;
  readonly #percent: Intl.NumberFormat;
  readonly #round: Intl.NumberFormat;
  readonly #names: Intl.DisplayNames;

  constructor(clock: ZoneClock, locale: string) {
    this.locale = locale;
    this.labels = new TimeLabels(clock, locale);
    // One unit for the whole map, whose largest countries need gigawatts.
    this.#power = new PowerFormat(powerUnitFor(Number.POSITIVE_INFINITY), locale, 2);
    this.#percent = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 });
    this.#round = new Intl.NumberFormat(locale, { maximumFractionDigits: 1 });
    this.#names = new Intl.DisplayNames(locale, { type: 'region' });
  }

  /** The name of a country by its map code. */
  country(code: string): string {
    return this.#names.of(code) ?? code;
  }

  /** The name of an area, which may be outside the map. */
  area(area: ChartArea): string {
    return areaName(area, this.locale);
  }

  /** Megawatts in the unit of the map. */
  power(megawatts: number): Figure {
    return { number: this.#power.number(megawatts), unit: this.#power.unit.name };
  }

  /** A round number of megawatts in the unit of the map, without decimals that say nothing. */
  brief(megawatts: number): Figure {
    const { unit } = this.#power;
    return { number: this.#round.format(megawatts / unit.megawatts).replace('-', '\u2212'), unit: unit.name };
  }

  /** Where a class of a metric ends. */
  threshold(metric: Metric, value: number): Figure {
    return metric.unit === 'share' ? this.value(metric, value) : this.brief(value);
  }

  /** A value of a metric. */
  value({ unit }: Metric, value: number): Figure {
    return unit === 'share' ? { number: this.#percent.format(value * 100), unit: '%' } : this.power(value);
  }

  /** A value of a metric as a sentence has it: exports as such, not as negative imports. */
  phrase(metric: Metric, { value, span, isIncomplete }: CountryValue): string {
    if (value === undefined) return isIncomplete ? mapStrings.incomplete : this.missing(span);
    const isExport = metric.name === 'net-import' && value < 0;
    const name = isExport ? mapStrings.netExport : mapStrings.metric(metric.name);
    return `${name} ${text(this.value(metric, Math.abs(value)))}`;
  }

  /** What is said of a country that has no value in the hour. */
  missing(span: CountryValue['span']): string {
    return mapStrings.lastKnown(this.labels.interval(span));
  }

  /** An hour with its day. */
  hour(step: number): string {
    return this.#dated(stepSpan(step));
  }

  /** What is shown of an hour: the interval of all its values, or that they are the latest within it. */
  shown(frame: MapFrame): string {
    const [span, other] = shownSpans(frame);
    if (other) return mapStrings.newestIn(this.hour(frame.step));
    return span ? this.#dated(span) : this.hour(frame.step);
  }

  /** Names in the order of the alphabet. */
  compare(a: string, b: string): number {
    return a.localeCompare(b, this.locale);
  }

  #dated(span: TimeSpan): string {
    return `${this.labels.datedInterval(span)} ${this.labels.zone(span)}`;
  }
}

/** A figure as one text. */
export function text({ number, unit }: Figure): string {
  return `${number}\u00a0${unit}`;
}
