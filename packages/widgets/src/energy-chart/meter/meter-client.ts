import type { MetersApi } from '@wattlet/sdk/meters';
import { MetersApi as Meters } from '@wattlet/sdk/meters';
import { perServer } from '../../connection/shared-connection.ts';
import { ElementError } from '../../element/element-error.ts';
import type { ChartClient } from '../chart-client.ts';
import { meterStrings } from './meter-strings.ts';

/** The part of the SDK's meters that a chart uses. */
export type MeterReader = Pick<MetersApi, 'consumption'>;

const sharedMeters = perServer((connection) => new Meters(connection));

/**
 * Who reads the meters of a chart: the page's own client if it gave one, else the client that the page's elements share.
 *
 * @throws ElementError when the page's client knows no meters.
 */
export function meterReader(own: ChartClient | undefined, server: string): MeterReader {
  if (!own) return sharedMeters(server);
  if ('meters' in own && isReader(own.meters)) return own.meters;
  throw new ElementError(meterStrings.clientWithoutMeters);
}

function isReader(meters: unknown): meters is MeterReader {
  return typeof meters === 'object' && meters !== null && 'consumption' in meters;
}
