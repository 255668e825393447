import type { MessageInitShape } from '@bufbuild/protobuf';
import type { SeriesSelectorSchema, TimeRangeSchema } from '../gen/wattlet/v1/series_pb.js';
import { AreaType as WireAreaType, Stream as WireStream } from '../gen/wattlet/v1/series_pb.js';
import { lookUp } from './look-up.ts';
import type { AreaType, StreamName } from './series-key.ts';
import { type TimeInput, toTimestamp } from './time-input.ts';

/** The total load of one area. */
export interface LoadSelection {
  readonly stream: 'load';
  /** EIC code or map code, for example `GR`. */
  readonly area: string;
  /** The role of the area; country unless given. */
  readonly areaType?: AreaType;
}

/** The generation of one area, one series for each production type and measure. */
export interface GenerationSelection {
  readonly stream: 'generation';
  /** EIC code or map code, for example `GR`. */
  readonly area: string;
  /** The role of the area; country unless given. */
  readonly areaType?: AreaType;
  /** Only these production types, as published; all unless given. */
  readonly productionTypes?: readonly string[];
}

/** The physical flows out of one area, into one area, or from one to another. */
export type FlowsSelection = {
  readonly stream: 'flows';
  /** The role of the areas; country unless given. */
  readonly areaType?: AreaType;
} & (
  | {
      /** EIC code or map code of the area that the power leaves. */
      readonly fromArea: string;
      /** EIC code or map code of the area that the power enters. */
      readonly toArea?: string;
    }
  | { readonly fromArea?: string; readonly toArea: string }
);

/** Picks series of one stream. */
export type SeriesSelection = LoadSelection | GenerationSelection | FlowsSelection;

/** A half-open range of time, `[from, to)`, of at most 3,700 days. */
export interface TimeRangeInput {
  readonly from: TimeInput;
  readonly to: TimeInput;
}

const STREAMS: Readonly<Record<StreamName, WireStream>> = {
  load: WireStream.LOAD,
  generation: WireStream.GENERATION,
  flows: WireStream.FLOWS,
};

const AREA_TYPES: Readonly<Record<AreaType, WireAreaType>> = {
  CTY: WireAreaType.CTY,
  BZN: WireAreaType.BZN,
  CTA: WireAreaType.CTA,
};

/** The stream as the contract numbers it. @throws WattletError `invalid_argument` */
export function toWireStream(stream: StreamName): WireStream {
  return lookUp(STREAMS, stream, 'stream');
}

/** The role as the contract numbers it; unspecified when not given. @throws WattletError `invalid_argument` */
export function toWireAreaType(areaType: AreaType | undefined): WireAreaType {
  return areaType === undefined ? WireAreaType.UNSPECIFIED : lookUp(AREA_TYPES, areaType, 'areaType');
}

/** The selection as a message. What only the server can judge is left to it. */
export function toSelector(selection: SeriesSelection): MessageInitShape<typeof SeriesSelectorSchema> {
  const stream = toWireStream(selection.stream);
  const areaType = toWireAreaType(selection.areaType);
  if (selection.stream === 'flows') {
    return { stream, areaType, fromArea: selection.fromArea ?? '', toArea: selection.toArea ?? '' };
  }
  const { area } = selection;
  if (selection.stream === 'load') return { stream, areaType, area };
  return { stream, areaType, area, productionTypes: [...(selection.productionTypes ?? [])] };
}

/** The range as a message. @throws WattletError `invalid_argument` */
export function toWireRange({ from, to }: TimeRangeInput): MessageInitShape<typeof TimeRangeSchema> {
  return { from: toTimestamp(from, 'from'), to: toTimestamp(to, 'to') };
}
