import { ZoneClock } from '../chart/zone-clock.ts';
import { ElementError } from '../element/element-error.ts';
import type { AreaType } from '../energy-chart/chart-client.ts';
import type { MapClient } from './map-client.ts';
import { mapStrings } from './map-strings.ts';
import { METRIC_NAMES, type Metric, metricOf } from './metric.ts';

/** What a map is about, as its attributes say it. */
export interface MapAttributes {
  readonly client: MapClient;
  readonly metric: string;
  readonly areaType: AreaType;
  readonly days: number;
}

/** The same, understood. */
export interface MapRequest extends MapAttributes {
  readonly shown: Metric;
}

/** The market's clock, as ENTSO-E publishes its days. */
const MARKET_TIME_ZONE = 'Europe/Brussels';
const MOST_DAYS = 7;

/** @throws ElementError that names the attribute that is wrong */
export function readRequest(attributes: MapAttributes): MapRequest {
  const { metric, days } = attributes;
  const shown = metricOf(metric);
  if (!shown) throw new ElementError(mapStrings.metricUnknown(metric, METRIC_NAMES.join(', ')));
  if (!Number.isInteger(days) || days < 1 || days > MOST_DAYS) {
    throw new ElementError(mapStrings.daysInvalid(days));
  }
  return { ...attributes, shown };
}

/** The clock that times are shown on. @throws ElementError when the zone is not one */
export function mapClock(timeZone: string): ZoneClock {
  try {
    return new ZoneClock(timeZone || MARKET_TIME_ZONE);
  } catch (cause) {
    throw new ElementError(mapStrings.zoneUnknown(timeZone), { cause });
  }
}

/** The time of the `at` attribute, epoch milliseconds; undefined where it is empty or was removed. @throws ElementError */
export function parseAt(text: string | null): number | undefined {
  if (!text) return undefined;
  const isTime = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:\d{2})$/i.test(text);
  const time = isTime ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(time)) throw new ElementError(mapStrings.timeInvalid(text));
  return time;
}
