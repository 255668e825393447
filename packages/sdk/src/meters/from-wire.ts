import * as wire from '../gen/wattlet/v1/meter_pb.js';
import { optionalDate, optionalText, present, toDate } from '../transport/from-wire.ts';
import type { Consumption, ConsumptionResult, Meter, MeterKind } from './meter.ts';
import type { ReadingResult, RejectedReading, RejectionReason } from './reading.ts';

const KINDS: Readonly<Record<wire.MeterKind, MeterKind | undefined>> = {
  [wire.MeterKind.UNSPECIFIED]: undefined,
  [wire.MeterKind.INTERVAL]: 'interval',
  [wire.MeterKind.REGISTER]: 'register',
};

const REASONS: Readonly<Record<wire.RejectionReason, RejectionReason | undefined>> = {
  [wire.RejectionReason.UNSPECIFIED]: undefined,
  [wire.RejectionReason.MALFORMED]: 'malformed',
  [wire.RejectionReason.UNKNOWN_METER]: 'unknown-meter',
  [wire.RejectionReason.IN_FUTURE]: 'in-future',
  [wire.RejectionReason.TOO_OLD]: 'too-old',
  [wire.RejectionReason.NEGATIVE]: 'negative',
  [wire.RejectionReason.ABSURD]: 'absurd',
  [wire.RejectionReason.UNDELIVERABLE]: 'undeliverable',
};

const STATUSES = {
  [wire.ReadingStatus.STORED]: 'stored',
  [wire.ReadingStatus.DUPLICATE]: 'duplicate',
  [wire.ReadingStatus.CORRECTED]: 'corrected',
  [wire.ReadingStatus.SUPERSEDED]: 'superseded',
} as const;

export function toMeter(meter: wire.Meter | undefined): Meter {
  const { meterId, name, serial, address, timeZone, intervalMinutes, warningPercent, ...rest } = present(
    meter,
    'meter',
  );
  const modulus = rest.registerModulusWattHours;
  const limit = rest.hourlyLimitWattHours;
  return {
    meterId,
    name,
    serial,
    address,
    timeZone,
    kind: present(KINDS[rest.kind], 'meter.kind'),
    intervalMinutes,
    ...(modulus === 0n ? {} : { registerModulusWattHours: Number(modulus) }),
    ...(limit === undefined ? {} : { hourlyLimitWattHours: Number(limit) }),
    warningPercent,
    ...optionalText('ownerId', rest.ownerId),
    ...optionalText('ownerName', rest.ownerName),
    ...optionalText('ownerSubject', rest.ownerSubject),
    ...optionalDate('ownedSince', rest.ownedSince),
    createdAt: toDate(rest.createdAt, 'meter.created_at'),
    ...optionalDate('lastReadingAt', rest.lastReadingAt),
  };
}

export function toConsumptionResult({ meter, values }: wire.GetConsumptionResponse): ConsumptionResult {
  return { meter: toMeter(meter), values: values.map(toConsumption) };
}

function toConsumption(value: wire.Consumption): Consumption {
  return {
    from: toDate(value.from, 'consumption.from'),
    to: toDate(value.to, 'consumption.to'),
    wattHours: Number(value.wattHours),
    coverage: value.coveragePerMille / 1000,
    aboveLimitWattHours: Number(value.aboveLimitWattHours),
  };
}

export function toReadingResult({ status, reason, message }: wire.ReadingResult): ReadingResult {
  if (status === wire.ReadingStatus.REJECTED)
    return { status: 'rejected', reason: toReason(reason), message };
  const known = status === wire.ReadingStatus.UNSPECIFIED ? undefined : STATUSES[status];
  return { status: present(known, 'result.status') };
}

export function toRejectedReading({ id, reason, message, body, source, ...rest }: wire.RejectedReading) {
  const reading: RejectedReading = {
    id: Number(id),
    reason: toReason(reason),
    message,
    body,
    source,
    firstAt: toDate(rest.firstAt, 'reading.first_at'),
    lastAt: toDate(rest.lastAt, 'reading.last_at'),
    times: rest.times,
  };
  return reading;
}

export function toReason(reason: wire.RejectionReason): RejectionReason {
  return present(REASONS[reason], 'reason');
}
