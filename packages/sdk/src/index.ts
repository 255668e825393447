export { type ClientOptions, createClient, type WattletClient } from './client.ts';
export type { ErrorCode } from './errors/error-code.ts';
export type { Violation } from './errors/error-details.ts';
export { WattletError, type WattletErrorOptions } from './errors/wattlet-error.ts';
export type { LiveStatus, LiveStatusSource } from './live/live-source.ts';
export type { Timers } from './live/timers.ts';
export type { WakeScope } from './live/wake.ts';
export type { Cursor } from './series/cursor.ts';
export type { Grid } from './series/lay-on-grid.ts';
export type { Segment, TimeRange } from './series/segment.ts';
export type {
  FlowsSelection,
  GenerationSelection,
  LoadSelection,
  SeriesSelection,
  TimeRangeInput,
} from './series/selection.ts';
export type {
  AreasRequest,
  ProfileRequest,
  SeriesApi,
  SeriesRequest,
  SnapshotRequest,
  WatchRequest,
} from './series/series-api.ts';
export {
  type Area,
  type AreaType,
  type Measure,
  type SeriesKey,
  type StreamName,
  seriesKeyId,
} from './series/series-key.ts';
export type {
  BorderFlow,
  Profile,
  ProfilePoint,
  ProfileResult,
  SeriesResult,
  SnapshotResult,
  SnapshotValue,
} from './series/series-result.ts';
export { SeriesValues } from './series/series-values.ts';
export type { TimeInput } from './series/time-input.ts';
export type { PatchEvent, ResetEvent, SeriesPatch, SnapshotEvent, WatchEvent } from './series/watch-event.ts';
export type { GetToken, TokenRequest } from './transport/token-source.ts';
