-- What a relay to a broker needs beside the outbox.

-- Which outbox an event on a broker comes from: a schema that is created anew starts again at position 1.
create table outbox_identity (id uuid not null default gen_random_uuid());
insert into outbox_identity default values;

create table outbox_relay (
  topic text primary key,
  -- The last event that the broker has acknowledged.
  position bigint not null
);

-- What a broker's dead-letter topic says of an event beside its payload.
alter table outbox add column headers jsonb;

-- Parking and the broker's note of it are two steps: between them the same event may be parked again.
create unique index parked_event_once on parked_event (topic, consumer_group, position);
