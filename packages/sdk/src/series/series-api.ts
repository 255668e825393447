import { type CallOptions, type Client, createClient } from '@connectrpc/connect';
import type { Connection } from '../connection.ts';
import { ProfileBucket, SeriesService, Version } from '../gen/wattlet/v1/series_pb.js';
import { TopicWatch } from '../live/topic-watch.ts';
import { type Cancellable, call } from '../transport/call.ts';
import type { AreasEvent } from './areas-watch.ts';
import { type Bucketing, toBucketSeconds } from './bucket.ts';
import { toArea } from './from-wire.ts';
import { lookUp } from './look-up.ts';
import {
  type SeriesSelection,
  type TimeRangeInput,
  toSelector,
  toWireAreaType,
  toWireRange,
  toWireStream,
} from './selection.ts';
import type { Area, AreaType, StreamName } from './series-key.ts';
import {
  type ProfileResult,
  type SeriesResult,
  type SnapshotResult,
  toAreasResult,
  toProfileResult,
  toSeriesResult,
  toSnapshotResult,
} from './series-result.ts';
import { type TimeInput, toEpochMs, toTimestamp } from './time-input.ts';
import type { WatchEvent } from './watch-event.ts';
import { WatchedAreas } from './watched-areas.ts';
import { WatchedSeries } from './watched-series.ts';

/** Asks for the areas of a stream. */
export interface AreasRequest extends Cancellable {
  readonly stream: StreamName;
  /** Only areas in this role; country unless given. */
  readonly areaType?: AreaType;
}

/** Asks for the values of series in a range. */
export type SeriesRequest = SeriesSelection &
  TimeRangeInput &
  Bucketing &
  Cancellable & {
    /** The series as they were known at this time; as they are known now unless given. */
    readonly asOf?: TimeInput;
    /** Which of the values of an interval: the newest unless given, or the one that was published first. */
    readonly version?: 'latest' | 'first-published';
    /** Whether to pass by what browsers and CDNs may have kept: for whoever has just heard of a change. */
    readonly isFresh?: boolean;
  };

/** Asks for mean and median per bucket of local time. */
export type ProfileRequest = SeriesSelection &
  TimeRangeInput &
  Cancellable & {
    readonly bucket: 'hour-of-day' | 'day-of-week';
    /** IANA name, for example `Europe/Athens`. */
    readonly timeZone: string;
    /** Of the series as they were known at this time; as they are known now unless given. */
    readonly asOf?: TimeInput;
    /** Whether to pass by what browsers and CDNs may have kept: for whoever has just heard of a change. */
    readonly isFresh?: boolean;
  };

/** Asks for the state of a stream at a time. */
export interface SnapshotRequest extends Cancellable {
  readonly stream: StreamName;
  /** The role of the areas; country unless given. */
  readonly areaType?: AreaType;
  /** The latest values that start at or before this time; the latest there are unless given. */
  readonly at?: TimeInput;
}

/** Asks for series and every later change of them in a range, which may reach into the future. */
export type WatchRequest = SeriesSelection & TimeRangeInput & Bucketing & Cancellable;

/** Asks for the areas of a stream, and to be told whenever something of any of them changes in a range. */
export type WatchAreasRequest = AreasRequest & TimeRangeInput;

const BUCKETS = {
  'hour-of-day': ProfileBucket.HOUR_OF_DAY,
  'day-of-week': ProfileBucket.DAY_OF_WEEK,
} as const;

const VERSIONS = { latest: Version.LATEST, 'first-published': Version.FIRST_PUBLISHED } as const;

/** The European energy series. Every method rejects with a `WattletError`, and with nothing else. */
export class SeriesApi {
  readonly #connection: Connection;
  readonly #cacheable: Client<typeof SeriesService>;
  readonly #fresh: Client<typeof SeriesService>;

  /** @internal */
  constructor(connection: Connection) {
    this.#connection = connection;
    this.#cacheable = createClient(SeriesService, connection.transports.cacheable);
    this.#fresh = createClient(SeriesService, connection.transports.fresh);
  }

  /** The areas that a stream has data for, by map code. */
  areas({ stream, areaType, signal }: AreasRequest): Promise<Area[]> {
    return this.#call(signal, async (options) => {
      const request = { stream: toWireStream(stream), areaType: toWireAreaType(areaType) };
      return (await this.#cacheable.listAreas(request, options)).areas.map(toArea);
    });
  }

  /**
   * The values of every series that matches, in `[from, to)`.
   *
   * @example
   * const { series } = await client.series.get({ stream: 'load', area: 'GR', from: '2026-01-01', to: '2026-02-01' });
   * // Ten years for a screen of 1,200 pixels: means of days, with their lowest and highest values.
   * const years = await client.series.get({ stream: 'load', area: 'GR', from: '2016-01-01', to: '2026-01-01', maxPoints: 4000 });
   */
  get(request: SeriesRequest): Promise<SeriesResult> {
    const client = request.isFresh ? this.#fresh : this.#cacheable;
    return this.#call(request.signal, (options) => this.#read(client, request, options));
  }

  /** Mean and median per hour of day or day of week, in a named time zone; right on days of 23 and 25 hours. */
  profile(request: ProfileRequest): Promise<ProfileResult> {
    return this.#call(request.signal, async (options) => {
      const message = {
        selector: toSelector(request),
        range: toWireRange(request),
        bucket: lookUp(BUCKETS, request.bucket, 'bucket'),
        timeZone: request.timeZone,
        ...(request.asOf === undefined ? {} : { asOf: toTimestamp(request.asOf, 'asOf') }),
      };
      const client = request.isFresh ? this.#fresh : this.#cacheable;
      return toProfileResult(await client.getProfile(message, options));
    });
  }

  /** The latest value of every series at a time, or for flows the net flow of every border. */
  snapshot({ stream, areaType, at, signal }: SnapshotRequest): Promise<SnapshotResult> {
    return this.#call(signal, async (options) => {
      const request = {
        stream: toWireStream(stream),
        areaType: toWireAreaType(areaType),
        ...(at === undefined ? {} : { at: toTimestamp(at, 'at') }),
      };
      return toSnapshotResult(await this.#cacheable.getSnapshot(request, options));
    });
  }

  /**
   * The series as they are, then every change of them, without hole and without duplicate, through lost
   * connections and restarts of the server. It ends when the signal aborts, when the loop is left, and
   * when the client is closed.
   *
   * Nothing is asked before the iteration begins. It throws a `WattletError` when the first read
   * fails, or later when going on is hopeless (no permission, for example); lost connections it rides out:
   * `client.live` tells about them. A consumer that is more than 64 events behind gets a snapshot instead.
   *
   * @throws WattletError `invalid_argument` at once when a time or a name is not one.
   *
   * @example
   * for await (const event of client.series.watch({ stream: 'load', area: 'GR', from, to, signal })) {
   *   draw(event.series);
   * }
   */
  watch(request: WatchRequest): AsyncIterableIterator<WatchEvent, undefined> {
    const { live, timers, random, closing } = this.#connection;
    const range = { from: toEpochMs(request.from, 'from'), to: toEpochMs(request.to, 'to') };
    // Checked here, so that a mistake throws where it was made.
    toSelector(request);
    const bucketSeconds = toBucketSeconds(request, range);
    const read = (fresh: boolean, signal: AbortSignal) =>
      this.#call(signal, (options) =>
        this.#read(fresh ? this.#fresh : this.#cacheable, { ...request, ...range }, options),
      );
    const ends = [closing, ...(request.signal ? [request.signal] : [])];
    return new TopicWatch(new WatchedSeries(request, range, bucketSeconds), {
      live,
      timers,
      random,
      ends,
      read,
    }).events;
  }

  /**
   * The areas of a stream, then that something of any of them has changed in `[from, to)`, and in which part of it,
   * without the values: for whoever shows snapshots and reads them again. It takes one topic of the shared stream
   * however many areas there are, and rides out what {@link watch} does.
   *
   * @throws WattletError `invalid_argument` at once when a time or a name is not one.
   */
  watchAreas(request: WatchAreasRequest): AsyncIterableIterator<AreasEvent, undefined> {
    const { live, timers, random, closing } = this.#connection;
    const { stream, areaType } = request;
    const range = { from: toEpochMs(request.from, 'from'), to: toEpochMs(request.to, 'to') };
    const message = { stream: toWireStream(stream), areaType: toWireAreaType(areaType) };
    const read = (fresh: boolean, signal: AbortSignal) =>
      this.#call(signal, async (options) =>
        toAreasResult(await (fresh ? this.#fresh : this.#cacheable).listAreas(message, options)),
      );
    const ends = [closing, ...(request.signal ? [request.signal] : [])];
    const state = new WatchedAreas({ stream, areaType, range });
    return new TopicWatch(state, { live, timers, random, ends, read }).events;
  }

  async #read(
    client: Client<typeof SeriesService>,
    request: SeriesRequest,
    options: CallOptions,
  ): Promise<SeriesResult> {
    const { asOf, version } = request;
    const range = { from: toEpochMs(request.from, 'from'), to: toEpochMs(request.to, 'to') };
    const message = {
      selector: toSelector(request),
      range: toWireRange(range),
      bucketSeconds: toBucketSeconds(request, range),
      ...(asOf === undefined ? {} : { asOf: toTimestamp(asOf, 'asOf') }),
      ...(version === undefined ? {} : { version: lookUp(VERSIONS, version, 'version') }),
    };
    return toSeriesResult(await client.getSeries(message, options));
  }

  #call<T>(signal: AbortSignal | undefined, run: (options: CallOptions) => Promise<T>): Promise<T> {
    return call(this.#connection.closing, signal, run);
  }
}
