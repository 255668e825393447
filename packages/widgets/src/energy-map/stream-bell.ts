import type { TimeSpan } from '../chart/time-span.ts';
import type { AreaType, ChartArea, ChartWatchRequest, StreamName } from '../energy-chart/chart-client.ts';
import type { MapClient, MapWatchEvent } from './map-client.ts';

/**
 * How many areas of a stream are watched. An import brings all areas of a stream at once, so that a few tell of it;
 * a watch for each area would take most of the hundred that a client has.
 */
const WATCHED_AREAS = 5;

/** What to listen to. */
export interface BellOptions {
  readonly client: MapClient;
  readonly stream: StreamName;
  readonly areaType: AreaType;
  readonly areas: readonly ChartArea[];
  readonly range: TimeSpan;
  readonly signal: AbortSignal;
}

/** A change of a stream. */
export interface Ring {
  readonly stream: StreamName;
  readonly revision: number;
  /** The stream was set up anew: revisions count from the start. */
  readonly isReset: boolean;
  /** End of the newest value that is known of the area that rang, epoch milliseconds. */
  readonly newest: number | undefined;
}

/**
 * Calls `onRing` whenever a stream has changed, and at first with where it stands. Resolves when the signal aborts.
 *
 * @throws WattletError when going on is hopeless
 */
export async function listenToStream(options: BellOptions, onRing: (ring: Ring) => void): Promise<void> {
  const { client, signal } = options;
  const requests = watchRequests(options);
  await Promise.all(
    requests.map(async (request) => {
      for await (const event of client.series.watch({ ...request, signal })) {
        if (signal.aborted) return;
        onRing(ringOf(request.stream, event));
      }
    }),
  );
}

function ringOf(stream: StreamName, { type, cursor, series }: MapWatchEvent): Ring {
  return { stream, revision: cursor.revision, isReset: type === 'reset', newest: newestEnd(series) };
}

/** What the SDK hands out has no gap in a segment. */
function newestEnd(series: MapWatchEvent['series']): number | undefined {
  const ends = series.flatMap(({ segments }) =>
    segments.map(({ start, stepMs, megawatts }) => start + stepMs * megawatts.length),
  );
  return ends.length > 0 ? Math.max(...ends) : undefined;
}

function watchRequests({ stream, areaType, areas, range }: BellOptions): ChartWatchRequest[] {
  const running = areas.filter(({ dataUntil = 0 }) => dataUntil > range.from);
  const apart = Math.max(1, running.length / WATCHED_AREAS);
  const chosen = running.filter((_, i) => Math.floor(i / apart) !== Math.floor((i - 1) / apart));
  return chosen.map(({ mapCode }) =>
    stream === 'flows'
      ? { stream, fromArea: mapCode, areaType, ...range }
      : { stream, area: mapCode, areaType, ...range },
  );
}
