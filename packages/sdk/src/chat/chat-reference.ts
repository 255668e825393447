import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type * as wire from '../gen/wattlet/v1/conversation_pb.js';
import { Stream } from '../gen/wattlet/v1/series_pb.js';
import { lookUp } from '../series/look-up.ts';
import type { StreamName } from '../series/series-key.ts';
import { optionalDate, present, toDate } from '../transport/from-wire.ts';

/** What a customer was looking at when they wrote. */
export type ChatReference = SeriesReference | MeterReference | AlertReference;

/** A chart of the European series. The range is `[from, to)`. */
export interface SeriesReference {
  readonly kind: 'series';
  readonly stream: StreamName;
  /** EIC code or map code. */
  readonly area: string;
  readonly from: Date;
  readonly to: Date;
}

/** A meter, or one hour of it. */
export interface MeterReference {
  readonly kind: 'meter';
  readonly meterId: string;
  /** Start of the hour. */
  readonly hour?: Date;
}

/** An alert. */
export interface AlertReference {
  readonly kind: 'alert';
  readonly alertId: string;
}

const WIRE_STREAMS: Readonly<Record<StreamName, Stream>> = {
  load: Stream.LOAD,
  generation: Stream.GENERATION,
  flows: Stream.FLOWS,
};

/** A reference as the contract says it. @throws WattletError `invalid_argument` */
export function referenceMessage(
  reference: ChatReference,
): MessageInitShape<typeof wire.ChatReferenceSchema> {
  switch (reference.kind) {
    case 'series': {
      const { area, from, to } = reference;
      const stream = lookUp(WIRE_STREAMS, reference.stream, 'reference.stream');
      const range = { from: timestampFromDate(from), to: timestampFromDate(to) };
      return { target: { case: 'series', value: { stream, area, range } } };
    }
    case 'meter': {
      const { meterId, hour } = reference;
      return {
        target: { case: 'meter', value: { meterId, ...(hour && { hour: timestampFromDate(hour) }) } },
      };
    }
    case 'alert':
      return { target: { case: 'alert', value: { alertId: reference.alertId } } };
  }
}

/** A reference as it is told; undefined for none, and for one of a kind that this version does not know. */
export function toReference(message: wire.ChatReference | undefined): ChatReference | undefined {
  const target = message?.target;
  switch (target?.case) {
    case 'series': {
      const stream = streamName(target.value.stream);
      if (!stream) return undefined;
      const range = present(target.value.range, 'reference.range');
      const [from, to] = [toDate(range.from, 'reference.range.from'), toDate(range.to, 'reference.range.to')];
      return { kind: 'series', stream, area: target.value.area, from, to };
    }
    case 'meter':
      return { kind: 'meter', meterId: target.value.meterId, ...optionalDate('hour', target.value.hour) };
    case 'alert':
      return { kind: 'alert', alertId: target.value.alertId };
    default:
      return undefined;
  }
}

function streamName(stream: Stream): StreamName | undefined {
  if (stream === Stream.LOAD) return 'load';
  if (stream === Stream.GENERATION) return 'generation';
  return stream === Stream.FLOWS ? 'flows' : undefined;
}
