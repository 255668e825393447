import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampDate } from '@bufbuild/protobuf/wkt';
import {
  type Reading,
  type ReadingResultSchema,
  ReadingStatus,
  RejectionReason as ReasonMessage,
} from '../gen/wattlet/v1/meter_pb.js';
import { meterName } from './meter-name.ts';
import { type ArrivedReading, type ReadingOutcome, type RejectionReason, wattHoursOf } from './reading.ts';

const STATUS_OF_KIND: Readonly<Record<ReadingOutcome['kind'], ReadingStatus>> = {
  stored: ReadingStatus.STORED,
  duplicate: ReadingStatus.DUPLICATE,
  corrected: ReadingStatus.CORRECTED,
  superseded: ReadingStatus.SUPERSEDED,
  rejected: ReadingStatus.REJECTED,
};

const MESSAGE_OF_REASON: Readonly<Record<RejectionReason, ReasonMessage>> = {
  malformed: ReasonMessage.MALFORMED,
  'unknown-meter': ReasonMessage.UNKNOWN_METER,
  'in-future': ReasonMessage.IN_FUTURE,
  'too-old': ReasonMessage.TOO_OLD,
  negative: ReasonMessage.NEGATIVE,
  absurd: ReasonMessage.ABSURD,
  undeliverable: ReasonMessage.UNDELIVERABLE,
};

const REASON_OF_MESSAGE: ReadonlyMap<ReasonMessage, RejectionReason> = new Map(
  Object.entries(MESSAGE_OF_REASON).map(([reason, message]) => [message, reason as RejectionReason]),
);

/** A reason for the contract. */
export const reasonMessage = (reason: RejectionReason): ReasonMessage => MESSAGE_OF_REASON[reason];

/** The reason that a message names; undefined for none. */
export const reasonOf = (message: ReasonMessage): RejectionReason | undefined =>
  REASON_OF_MESSAGE.get(message);

/** What became of a reading, for the contract. */
export const resultMessage = (outcome: ReadingOutcome): MessageInitShape<typeof ReadingResultSchema> => ({
  status: STATUS_OF_KIND[outcome.kind],
  ...(outcome.kind === 'rejected' && { reason: reasonMessage(outcome.reason), message: outcome.message }),
});

/**
 * A reading of a request. Its body is what RabbitMQ would have brought, so that all are tried again in one way.
 *
 * @param siteId the site of serials
 */
export function arrivedReading(
  { meterId, at, kilowattHours, revision }: Reading,
  siteId: string,
): ArrivedReading {
  const time = at ? timestampDate(at) : new Date(Number.NaN);
  const isTime = !Number.isNaN(time.getTime());
  const body = JSON.stringify({ meter_id: meterId, at: isTime ? time : null, kwh: kilowattHours, revision });
  const wattHours = wattHoursOf(kilowattHours);
  if (!isTime) return { reason: 'malformed', message: 'at is no time', source: 'rpc', body };
  if (wattHours !== undefined)
    return {
      meterId: meterName(meterId, siteId) ?? meterId,
      at: time,
      wattHours,
      revision,
      source: 'rpc',
      body,
    };
  const message = `kilowatt_hours is ${kilowattHours}, which no meter shows`;
  return { reason: 'malformed', message, source: 'rpc', body };
}
