-- Events of one schema: an outbox that is written in the transactions of those who publish.

-- The counter of a topic is a row, not a sequence: its lock is held until the publisher commits, so that
-- positions have no gaps and become visible in their own order. A cursor over a sequence would miss events.
create table outbox_topic (
  name text primary key,
  head bigint not null
);

create table outbox (
  topic text not null,
  position bigint not null,
  key text not null,
  payload jsonb not null,
  -- A parked event that is tried again is for the group that gave it up.
  only_group text,
  at timestamptz not null default transaction_timestamp(),
  primary key (topic, position)
);

create table outbox_consumer (
  topic text not null,
  consumer_group text not null,
  -- The last event that was handled or parked.
  position bigint not null default 0,
  -- Failed tries of the next one.
  attempts smallint not null default 0,
  primary key (topic, consumer_group)
);

create table parked_event (
  id bigint primary key generated always as identity,
  topic text not null,
  consumer_group text not null,
  position bigint not null,
  key text not null,
  payload jsonb not null,
  error text not null,
  attempts smallint not null,
  parked_at timestamptz not null default transaction_timestamp()
);
