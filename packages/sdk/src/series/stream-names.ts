import { Stream } from '../gen/wattlet/v1/series_pb.js';
import { present } from '../transport/from-wire.ts';
import type { StreamName } from './series-key.ts';

const NAMES: Readonly<Record<Stream, StreamName | undefined>> = {
  [Stream.UNSPECIFIED]: undefined,
  [Stream.LOAD]: 'load',
  [Stream.GENERATION]: 'generation',
  [Stream.FLOWS]: 'flows',
};

/** The stream that an answer names. @throws WattletError `internal` when it names none. */
export function toStreamName(stream: Stream): StreamName {
  return present(NAMES[stream], 'stream');
}
