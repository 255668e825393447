import type { Platform } from '../accounts/open-platform.ts';
import { checkStream } from '../operations/stream-health.ts';
import type { EventBus } from '../platform/bus/event-bus.ts';
import { inTime } from '../platform/in-time.ts';
import { STREAM_NAMES } from '../streams/definitions.ts';
import type { Streams } from '../streams/open-streams.ts';
import { readOutboxState } from './bus-lag.ts';
import type { Metrics } from './metrics.ts';
import { readWebhookBacklog } from './webhook-backlog.ts';

/** Longest that a scrape waits for a database. */
const READ_MS = 2_000;

/** Where events of a schema are. */
export interface MeasuredBus extends Pick<Platform, 'database'> {
  readonly bus: Pick<EventBus, 'groupLags'>;
}

export interface MeasureStorageOptions {
  readonly streams: Streams;
  readonly platform: MeasuredBus;
  /** Whether Kafka carries the events. */
  readonly isRelayed: boolean;
  /** The current time, epoch milliseconds. */
  readonly now?: () => number;
}

/**
 * Tells what the databases say, at each scrape: how old the data of a stream is, how far consumers are behind, and what
 * waits for webhooks. What cannot be read is not told, but for `wattlet_database_up`. Every process tells the same.
 */
export function measureStorage(metrics: Metrics, options: MeasureStorageOptions): void {
  const { streams, platform, isRelayed, now = Date.now } = options;
  const up = metrics.gauge('database_up', 'Whether the schema answers: 1, else 0', ['schema']);
  const importAge = metrics.gauge('stream_import_age_seconds', 'Since a file was applied last', ['stream']);
  const dataAge = metrics.gauge('stream_data_age_seconds', 'Since the end of the newest value', ['stream']);
  const revision = metrics.gauge('stream_revision', 'Newest revision', ['stream']);
  const lag = metrics.gauge('bus_lag_events', 'Events that a group has not handled', [
    'schema',
    'topic',
    'group',
  ]);
  const age = metrics.gauge('bus_lag_seconds', 'Age of the oldest event that a group has not handled', [
    'schema',
    'topic',
    'group',
  ]);
  const parked = metrics.gauge('bus_parked_events', 'Events that were given up', ['schema']);
  const webhooks = metrics.gauge('webhooks_waiting', 'Deliveries that sites are still to get', ['state']);
  const webhookAge = metrics.gauge('webhooks_oldest_seconds', 'Age of the oldest delivery that waits');

  const readStreams = async (): Promise<void> => {
    for (const stream of STREAM_NAMES) {
      const { up: isUp, head, importedAt, dataUntil } = await checkStream(streams[stream]);
      up.set({ schema: stream }, isUp ? 1 : 0);
      if (head !== undefined) revision.set({ stream }, Number(head));
      if (importedAt) importAge.set({ stream }, (now() - importedAt.getTime()) / 1000);
      if (dataUntil) dataAge.set({ stream }, (now() - dataUntil.getTime()) / 1000);
    }
  };
  const readBus = async (schema: string, { database, bus }: MeasuredBus): Promise<void> => {
    const [state, carried] = await Promise.all([
      ifRead(readOutboxState(database, isRelayed)),
      ifRead(bus.groupLags()),
    ]);
    if (schema === 'platform') up.set({ schema }, state ? 1 : 0);
    if (state) parked.set({ schema }, state.parked);
    for (const { topic, group, events, seconds } of [...(state?.lags ?? []), ...(carried ?? [])]) {
      lag.set({ schema, topic, group }, events);
      age.set({ schema, topic, group }, seconds);
    }
  };
  const readWebhooks = async (): Promise<void> => {
    const backlog = await ifRead(readWebhookBacklog(platform.database));
    if (!backlog) return;
    webhooks.set({ state: 'waiting' }, backlog.waiting);
    webhooks.set({ state: 'parked' }, backlog.parked);
    webhookAge.set(backlog.seconds);
  };

  metrics.beforeScrape(async () => {
    for (const gauge of [importAge, dataAge, revision, lag, age, parked, webhooks]) gauge.reset();
    await Promise.all([
      readStreams(),
      readBus('platform', platform),
      ...STREAM_NAMES.map((stream) => readBus(stream, streams[stream])),
      readWebhooks(),
    ]);
  });
}

/** Undefined where it fails or takes too long. */
const ifRead = <T>(reading: Promise<T>): Promise<T | undefined> =>
  inTime(reading, READ_MS).catch(() => undefined);
