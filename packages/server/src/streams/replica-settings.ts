import type { Setting } from '../config.ts';
import { STREAM_NAMES, type StreamName } from './definitions.ts';

/** What a deployment says of its read replicas. */
export interface ReplicaSettings {
  /** Replica of each stream's database; undefined where there is none. */
  readonly replicaUrls: Readonly<Record<StreamName, string | undefined>>;
  /** What a replica may be behind while its primary is away, in milliseconds. */
  readonly replicaMaxLagMs: number;
}

const nameOf = (stream: StreamName): string => `DATABASE_URL_${stream.toUpperCase()}_REPLICA`;

/** The variables that {@link readReplicaSettings} reads. */
export const REPLICA_SETTINGS: readonly Setting[] = [
  {
    name: 'DATABASE_URL_REPLICA',
    fallback: '',
    meaning:
      'read replica of the database of the streams, which the API reads series from while it is up to date',
    secret: true,
  },
  ...STREAM_NAMES.map(
    (stream): Setting => ({
      name: nameOf(stream),
      fallback: 'DATABASE_URL_REPLICA',
      meaning: `read replica of the database of the stream ${stream}`,
      secret: true,
    }),
  ),
  {
    name: 'REPLICA_MAX_LAG_SECONDS',
    fallback: '10',
    meaning: 'seconds that a replica may be behind to answer for a primary that is away',
  },
];

/** @throws ConfigError naming the variable. */
export function readReplicaSettings(
  databaseUrl: (name: string) => string | undefined,
  number: (name: string, fallback: number, most: number) => number,
): ReplicaSettings {
  const shared = databaseUrl('DATABASE_URL_REPLICA');
  const urlOf = (stream: StreamName) => databaseUrl(nameOf(stream)) ?? shared;
  return {
    replicaUrls: { load: urlOf('load'), generation: urlOf('generation'), flows: urlOf('flows') },
    replicaMaxLagMs: number('REPLICA_MAX_LAG_SECONDS', 10, 86_400) * 1000,
  };
}
