import { type CallOptions, type Client, createClient } from '@connectrpc/connect';
import type { Connection } from '../connection.ts';
import { MeterService } from '../gen/wattlet/v1/meter_pb.js';
import { lookUp } from '../series/look-up.ts';
import { toWireRange } from '../series/selection.ts';
import { toTimestamp } from '../series/time-input.ts';
import { type Cancellable, call } from '../transport/call.ts';
import { optionalText } from '../transport/from-wire.ts';
import { toConsumptionResult, toMeter, toReadingResult } from './from-wire.ts';
import type { ConsumptionResult, Meter } from './meter.ts';
import { MeterAdministration } from './meter-administration.ts';
import {
  type ConsumptionRequest,
  type MetersPage,
  type MetersRequest,
  WIRE_STEPS,
} from './meter-requests.ts';
import type { Reading, ReadingResult } from './reading.ts';

/** Smart meters, their readings, and what was consumed. Every method rejects with a `WattletError`, and with nothing else. */
export class MetersApi {
  /** For administrators: making and changing meters, and readings that could not be taken. */
  readonly administration: MeterAdministration;
  readonly #connection: Connection;
  readonly #client: Client<typeof MeterService>;

  constructor(connection: Connection) {
    this.#connection = connection;
    // Never from a cache: readings come by the minute.
    this.#client = createClient(MeterService, connection.transports.fresh);
    this.administration = new MeterAdministration(this.#client, connection.closing);
  }

  /** The meters that the caller may see, by name, a page at a time. */
  list({ search = '', ownerId = '', siteId = '', pageSize = 0, pageToken = '', signal }: MetersRequest = {}) {
    return this.#call(signal, async (options): Promise<MetersPage> => {
      const request = { search, ownerId, siteId, pageSize, pageToken };
      const { meters, nextPageToken } = await this.#client.listMeters(request, options);
      return { meters: meters.map(toMeter), ...optionalText('nextPageToken', nextPageToken) };
    });
  }

  /** One meter. */
  get(meterId: string, { signal }: Cancellable = {}): Promise<Meter> {
    return this.#call(signal, async (options) => {
      return toMeter((await this.#client.getMeter({ meterId }, options)).meter);
    });
  }

  /**
   * What a meter consumed in `[from, to)` by hour, day or month of its own time zone, right on days of 23 and 25
   * hours. Times of which nothing is known are left out; `coverage` says how much of the others is.
   *
   * @example
   * const { values } = await client.meters.consumption({ meterId, from: '2026-01-01', to: '2026-02-01', step: 'day' });
   */
  consumption(request: ConsumptionRequest): Promise<ConsumptionResult> {
    return this.#call(request.signal, async (options) => {
      const message = {
        meterId: request.meterId,
        range: toWireRange(request),
        step: lookUp(WIRE_STEPS, request.step, 'step'),
      };
      return toConsumptionResult(await this.#client.getConsumption(message, options));
    });
  }

  /**
   * Hands in up to 1,000 readings of any meters of the site, and resolves with a result for each in their order.
   * Handing in the same again changes nothing, so a call whose answer was lost can be repeated.
   */
  submit(readings: readonly Reading[], { signal }: Cancellable = {}): Promise<ReadingResult[]> {
    return this.#call(signal, async (options) => {
      const messages = readings.map(({ meterId, at, kilowattHours, revision = 0 }, index) => {
        return { meterId, at: toTimestamp(at, `readings[${index}].at`), kilowattHours, revision };
      });
      const { results } = await this.#client.submitReadings({ readings: messages }, options);
      return results.map(toReadingResult);
    });
  }

  #call<T>(signal: AbortSignal | undefined, run: (options: CallOptions) => Promise<T>): Promise<T> {
    return call(this.#connection.closing, signal, run);
  }
}
