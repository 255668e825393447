import type { GroupLag } from '../platform/bus/event-bus.ts';
import type { Database } from '../platform/postgres/database.ts';

/** Where the outbox of one schema stands. */
export interface OutboxState {
  readonly lags: readonly GroupLag[];
  /** Events that were given up. */
  readonly parked: number;
}

/**
 * Reads it from the outbox itself: what is told is true whichever process consumes. Where Kafka carries the events (`isRelayed`), or
 * did those of a topic, the one group is `relay`, which brings events there, also where none ever came; how far groups are behind in
 * Kafka `EventBus.groupLags` tells.
 */
export async function readOutboxState(
  { sql }: Pick<Database, 'sql'>,
  isRelayed: boolean,
): Promise<OutboxState> {
  const [lags, [parked]] = await Promise.all([
    sql<GroupLag[]>`
      select consumer.topic, consumer.consumer_group as "group",
        coalesce(topic.head - oldest.position + 1, 0)::float8 as events,
        coalesce(extract(epoch from now() - oldest.at), 0)::float8 as seconds
      from (
        select topic, consumer_group, position from outbox_consumer
        where not ${isRelayed}::boolean
          and not exists (select from outbox_relay relay where relay.topic = outbox_consumer.topic)
        union all
        select topic.name, 'relay', coalesce(relay.position, 0)
        from outbox_topic topic left join outbox_relay relay on relay.topic = topic.name
        where ${isRelayed}::boolean or relay.topic is not null
      ) consumer
      join outbox_topic topic on topic.name = consumer.topic
      left join lateral (
        select position, at from outbox
        where topic = consumer.topic and position > consumer.position
          and (only_group is null or consumer.consumer_group in (only_group, 'relay'))
        order by position limit 1
      ) oldest on true`,
    sql<{ count: bigint }[]>`select count(*) from parked_event`,
  ]);
  return { lags, parked: Number(parked?.count ?? 0) };
}
