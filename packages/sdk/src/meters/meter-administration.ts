import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { CallOptions, Client } from '@connectrpc/connect';
import {
  ImportedMeterStatus,
  type MeterService,
  RejectionReason as Wire,
} from '../gen/wattlet/v1/meter_pb.js';
import { lookUp } from '../series/look-up.ts';
import { type Cancellable, call } from '../transport/call.ts';
import { optionalText, present } from '../transport/from-wire.ts';
import { toMeter, toReadingResult, toReason, toRejectedReading } from './from-wire.ts';
import type { Meter } from './meter.ts';
import {
  type ImportedMeter,
  type ImportMetersOptions,
  type MeterChange,
  type MeterExchange,
  type MeterOwner,
  type NewMeter,
  type RejectedReadingsPage,
  type RejectedReadingsRequest,
  WIRE_KINDS,
} from './meter-requests.ts';
import type { ReadingResult, RejectionReason } from './reading.ts';

const IMPORTED: Readonly<Record<ImportedMeterStatus, ImportedMeter['status'] | undefined>> = {
  [ImportedMeterStatus.UNSPECIFIED]: undefined,
  [ImportedMeterStatus.CREATED]: 'created',
  [ImportedMeterStatus.UNCHANGED]: 'unchanged',
  [ImportedMeterStatus.BAD]: 'bad',
  [ImportedMeterStatus.HELD_BACK]: 'held-back',
};

const WIRE_REASONS: Readonly<Record<RejectionReason, Wire>> = {
  malformed: Wire.MALFORMED,
  'unknown-meter': Wire.UNKNOWN_METER,
  'in-future': Wire.IN_FUTURE,
  'too-old': Wire.TOO_OLD,
  negative: Wire.NEGATIVE,
  absurd: Wire.ABSURD,
  undeliverable: Wire.UNDELIVERABLE,
};

/** How meters are made and changed, and what became of readings that could not be taken. */
export class MeterAdministration {
  readonly #client: Client<typeof MeterService>;
  readonly #closing: AbortSignal;

  /** @param closing aborts when the client is closed */
  constructor(client: Client<typeof MeterService>, closing: AbortSignal) {
    this.#client = client;
    this.#closing = closing;
  }

  /** Makes a meter. */
  create({ kind, ...meter }: NewMeter, { signal }: Cancellable = {}): Promise<Meter> {
    return this.#call(signal, async (options) => {
      const request = {
        ...meter,
        kind: lookUp(WIRE_KINDS, kind, 'kind'),
        registerModulusWattHours: BigInt(meter.registerModulusWattHours ?? 0),
        ...limitOf(meter),
      };
      return toMeter((await this.#client.createMeter(request, options)).meter);
    });
  }

  /** Changes a meter. */
  update(meterId: string, change: MeterChange, { signal }: Cancellable = {}): Promise<Meter> {
    return this.#call(signal, async (options) => {
      const request = { meterId, ...change, ...limitOf(change) };
      return toMeter((await this.#client.updateMeter(request, options)).meter);
    });
  }

  /** Deletes a meter with its readings and alerts. */
  delete(meterId: string, { signal }: Cancellable = {}): Promise<void> {
    return this.#call(signal, async (options) => {
      await this.#client.deleteMeter({ meterId }, options);
    });
  }

  /** Gives a meter to a customer of the site; without one takes it back. */
  assign(meterId: string, owner: MeterOwner = '', { signal }: Cancellable = {}): Promise<Meter> {
    return this.#call(signal, async (options) => {
      const whose = typeof owner === 'string' ? { ownerId: owner } : { ownerSubject: owner.subject };
      return toMeter((await this.#client.assignMeter({ meterId, ...whose }, options)).meter);
    });
  }

  /** Makes meters from lines of CSV, with a report per line. */
  importCsv(
    csv: string,
    { partial = false, siteId = '', signal }: ImportMetersOptions = {},
  ): Promise<ImportedMeter[]> {
    return this.#call(signal, async (options) => {
      const { lines } = await this.#client.importMeters({ csv, partial, siteId }, options);
      return lines.map(({ line, serial, status, reason, meterId }) => {
        return { line, serial, reason, meterId, status: present(IMPORTED[status], 'line.status') };
      });
    });
  }

  /** Notes that the device of a register meter was exchanged. */
  exchange(meterId: string, exchange: MeterExchange, { signal }: Cancellable = {}): Promise<Meter> {
    return this.#call(signal, async (options) => {
      const request = {
        meterId,
        at: timestampFromDate(exchange.at),
        finalWattHours: BigInt(exchange.finalWattHours),
        initialWattHours: BigInt(exchange.initialWattHours),
        serial: exchange.serial ?? '',
      };
      return toMeter((await this.#client.exchangeMeter(request, options)).meter);
    });
  }

  /** Readings that could not be taken, newest first, a page at a time. */
  rejectedReadings(request: RejectedReadingsRequest = {}): Promise<RejectedReadingsPage> {
    const { reason, pageSize = 0, pageToken = '', signal } = request;
    return this.#call(signal, async (options) => {
      const wireReason = reason === undefined ? Wire.UNSPECIFIED : lookUp(WIRE_REASONS, reason, 'reason');
      const page = await this.#client.listRejectedReadings(
        { reason: wireReason, pageSize, pageToken },
        options,
      );
      return {
        readings: page.readings.map(toRejectedReading),
        ...optionalText('nextPageToken', page.nextPageToken),
        counts: new Map(page.counts.map(({ reason: of, count }) => [toReason(of), Number(count)])),
      };
    });
  }

  /** Takes a rejected reading again; it leaves the list unless it is rejected once more. */
  retryRejected(id: number, { signal }: Cancellable = {}): Promise<ReadingResult> {
    return this.#call(signal, async (options) => {
      const { result } = await this.#client.retryRejectedReading({ id: BigInt(id) }, options);
      return toReadingResult(present(result, 'result'));
    });
  }

  #call<T>(signal: AbortSignal | undefined, run: (options: CallOptions) => Promise<T>): Promise<T> {
    return call(this.#closing, signal, run);
  }
}

function limitOf({ hourlyLimitWattHours: limit }: { readonly hourlyLimitWattHours?: number }) {
  return { hourlyLimitWattHours: limit === undefined ? undefined : BigInt(limit) };
}
