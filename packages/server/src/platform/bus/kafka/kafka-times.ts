/** What can be tuned, and is in tests. */
export interface KafkaBusTimes {
  /** How often the relay looks for events, in case a notification is lost, and how often a standby tries to take over. */
  readonly pollMs: number;
  /** Pause after the first failed try; doubles with each further one. */
  readonly backoffMs: number;
  /** How often relayed events are removed from the outbox. */
  readonly pruneMs: number;
  /** Most events relayed at once. */
  readonly batchSize: number;
  /** How long a broker holds a question for events that are not there yet; a consumer stops no sooner than that. */
  readonly fetchMs: number;
  /** How often a consumer says that it lives. */
  readonly heartbeatMs: number;
  /** A consumer that says nothing for so long has died: its partitions go to others. */
  readonly sessionMs: number;
  /** How long a consumer may finish what it has in hand when its group changes. */
  readonly rebalanceMs: number;
}

export const KAFKA_BUS_TIMES: KafkaBusTimes = {
  pollMs: 1_000,
  backoffMs: 500,
  pruneMs: 3_600_000,
  batchSize: 500,
  fetchMs: 500,
  heartbeatMs: 3_000,
  sessionMs: 30_000,
  rebalanceMs: 120_000,
};
