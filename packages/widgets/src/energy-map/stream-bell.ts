import type { TimeSpan } from '../chart/time-span.ts';
import type { AreaType, ChartArea, StreamName } from '../energy-chart/chart-client.ts';
import type { MapClient, MapWatchEvent } from './map-client.ts';

/** What to listen to. */
export interface BellOptions {
  readonly client: MapClient;
  readonly stream: StreamName;
  readonly areaType: AreaType;
  readonly range: TimeSpan;
  readonly signal: AbortSignal;
}

/** A change of a stream. */
export interface Ring {
  readonly stream: StreamName;
  readonly revision: number;
  /** End of the newest value that may have changed, epoch milliseconds; undefined where no value is known. */
  readonly newest: number | undefined;
  /** The areas as they are now where anything may have changed: revisions may count from the start. */
  readonly resetAreas: readonly ChartArea[] | undefined;
}

/**
 * Calls `onRing` whenever something of any area has changed, and at first with where the stream stands. Resolves
 * when the signal aborts.
 *
 * @throws WattletError when going on is hopeless
 */
export async function listenToStream(options: BellOptions, onRing: (ring: Ring) => void): Promise<void> {
  const { client, stream, areaType, range, signal } = options;
  for await (const event of client.series.watchAreas({ stream, areaType, ...range, signal })) {
    if (signal.aborted) return;
    onRing(ringOf(stream, event));
  }
}

function ringOf(stream: StreamName, { type, range, areas, cursor }: MapWatchEvent): Ring {
  return {
    stream,
    revision: cursor.revision,
    newest: type === 'change' ? range.to : newestEnd(areas),
    resetAreas: type === 'reset' ? areas : undefined,
  };
}

function newestEnd(areas: readonly ChartArea[]): number | undefined {
  const ends = areas.flatMap(({ dataUntil }) => dataUntil ?? []);
  return ends.length > 0 ? Math.max(...ends) : undefined;
}
