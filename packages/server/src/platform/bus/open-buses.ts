import type { Log } from '../log.ts';
import type { Database } from '../postgres/database.ts';
import type { EventBus } from './event-bus.ts';
import { openKafkaBus } from './kafka/kafka-bus.ts';
import type { KafkaSettings } from './kafka/kafka-settings.ts';
import { openKafka } from './kafka/open-kafka.ts';
import { openPostgresBus } from './postgres-bus.ts';

export interface OpenBusesOptions {
  /** Undefined where PostgreSQL carries the events. */
  readonly kafka: KafkaSettings | undefined;
  readonly log: Log;
}

/**
 * What opens the event bus of a schema in this deployment.
 *
 * @throws ConfigError naming a file of the settings that cannot be read.
 */
export function openBuses({ kafka: settings, log }: OpenBusesOptions): (database: Database) => EventBus {
  if (settings === undefined) return (database) => openPostgresBus({ database, log });
  const kafka = openKafka(settings, log);
  return (database) => openKafkaBus({ kafka, database, settings, log });
}
