-- Meters, their readings, and what was consumed in each hour. site_id comes first in every key.

-- The platform's own site is the one with its fixed id, so that no unique index without site_id is needed.
drop index one_platform_site;
alter table site add constraint platform_site
  check (is_platform = (site_id = '00000000-0000-4000-8000-000000000001'));

create table meter (
  site_id uuid not null references site on delete cascade,
  meter_id uuid not null default gen_random_uuid(),
  name text not null,
  serial text not null,
  address text not null default '',
  -- IANA name: hours, days and months are those of its clock.
  time_zone text not null,
  kind text not null check (kind in ('interval', 'register')),
  interval_minutes smallint not null check (interval_minutes > 0 and 60 % interval_minutes = 0),
  -- A register starts over at so many watt-hours; 0 where it never does.
  register_modulus bigint not null default 0 check (register_modulus >= 0),
  -- Watt-hours of a clock hour; null where there is no limit.
  hourly_limit bigint check (hourly_limit > 0),
  -- Share of the limit from which its owner is warned; 0 where nobody is.
  warning_percent smallint not null default 80 check (warning_percent between 0 and 99),
  owner_id uuid,
  -- Since when its owner has it, or nobody; null where nobody had it before.
  owned_since timestamptz,
  created_at timestamptz not null default transaction_timestamp(),
  primary key (site_id, meter_id),
  unique (site_id, serial),
  foreign key (site_id, owner_id) references account on delete set null (owner_id)
);
-- Readings name a meter only, and no site.
create index meter_id on meter (meter_id);
create index meter_name on meter (site_id, name, meter_id);
create index meter_owner on meter (site_id, owner_id);

-- Whoever gets a meter after somebody else does not see what that one consumed, also where their account was deleted.
create function meter_given() returns trigger language plpgsql as $$
begin
  if old.owner_id is not null or old.owned_since is not null then
    new.owned_since := transaction_timestamp();
  end if;
  return new;
end $$;
create trigger meter_given before update of owner_id on meter
  for each row when (old.owner_id is distinct from new.owner_id) execute function meter_given();

-- Devices of register meters that were exchanged: what the old one showed last and the new one first.
create table meter_exchange (
  site_id uuid not null,
  meter_id uuid not null,
  at timestamptz not null,
  final_watt_hours bigint not null,
  initial_watt_hours bigint not null,
  primary key (site_id, meter_id, at),
  foreign key (site_id, meter_id) references meter on delete cascade
);

-- One row per meter and time, in partitions of a month (UTC) that are made ahead of need and dropped when they are too
-- old. There is no foreign key: it would cost every reading a look-up and a lock of the meter's row.
create table reading (
  site_id uuid not null,
  meter_id uuid not null,
  -- The end of the interval, or when the register was read.
  at timestamptz not null,
  -- Energy of the interval, or what the register shows.
  watt_hours bigint not null,
  revision integer not null,
  primary key (site_id, meter_id, at)
) partition by range (at);

-- Readings that a correction replaced.
create table reading_history (
  site_id uuid not null,
  meter_id uuid not null,
  at timestamptz not null,
  revision integer not null,
  watt_hours bigint not null,
  replaced_at timestamptz not null default transaction_timestamp(),
  primary key (site_id, meter_id, at, revision)
);

-- What a meter consumed in a clock hour of its zone, kept in the transaction that stores its readings.
create table hour_total (
  site_id uuid not null,
  meter_id uuid not null,
  -- The start of the hour.
  hour timestamptz not null,
  watt_hours bigint not null,
  -- Of so many minutes of the hour it is known what was consumed.
  known_minutes smallint not null,
  -- The day of the hour in the meter's zone.
  day date not null,
  -- The newest reading that was taken in the hour; null where only later ones tell of it.
  last_reading_at timestamptz,
  primary key (site_id, meter_id, hour)
) with (fillfactor = 80);

-- Readings that could not be taken, once however often the very same arrived. Those of no known meter are of the
-- site that sent them, or else of the platform's.
create table rejected_reading (
  site_id uuid not null references site on delete cascade,
  id bigint generated always as identity,
  -- SHA-256 of source and body.
  digest bytea not null,
  source text not null check (source in ('amqp', 'rpc')),
  reason text not null check (reason in
    ('malformed', 'unknown-meter', 'in-future', 'too-old', 'negative', 'absurd', 'undeliverable')),
  message text not null,
  body text not null,
  first_at timestamptz not null default transaction_timestamp(),
  last_at timestamptz not null default transaction_timestamp(),
  times integer not null default 1,
  primary key (site_id, id),
  unique (site_id, digest)
);
create index rejected_reading_id on rejected_reading (id);
create index rejected_reading_reason on rejected_reading (reason, id);

-- Grows with every change that the intake must know of. Intake holds the lock shared, whoever makes such a change holds
-- it alone: so a transaction that stores readings knows the meters as they are, and none stores readings of a meter
-- that is being deleted.
create sequence meter_change;

create function meter_changed() returns trigger language plpgsql as $$
begin
  -- "metr" in ASCII, as in meter-lock.ts.
  perform pg_advisory_xact_lock(1835365490, 0);
  perform nextval('meter_change');
  if tg_op = 'DELETE' then
    delete from reading where site_id = old.site_id and meter_id = old.meter_id;
    delete from reading_history where site_id = old.site_id and meter_id = old.meter_id;
    delete from hour_total where site_id = old.site_id and meter_id = old.meter_id;
  end if;
  return null;
end $$;

create trigger meter_deleted after delete on meter
  for each row execute function meter_changed();
create trigger meter_changed after update on meter
  for each row when (old.time_zone <> new.time_zone or old.serial <> new.serial
    or old.owner_id is distinct from new.owner_id)
  execute function meter_changed();
