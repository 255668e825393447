-- Alerts about meters, and what sites are told of them. site_id comes first in every key.

-- The changes of a site's alerts are numbered under the lock of this row, which whoever changes alerts of the site takes
-- first: so numbers become visible in their order, and evaluations of one site come one after the other.
create table alert_feed (
  site_id uuid primary key references site on delete cascade,
  -- Number of the newest change.
  head bigint not null default 0,
  -- What changed up to this number cannot be told: alerts were deleted.
  tail bigint not null default 0
);

-- Episodes: from the moment a rule is broken until it is kept again.
create table alert (
  site_id uuid not null,
  alert_id uuid not null default gen_random_uuid(),
  meter_id uuid not null,
  rule text not null check (rule in ('hourly-limit', 'no-data')),
  state text not null check (state in ('pending', 'firing', 'acknowledged', 'resolved')),
  -- Number of its newest change.
  sequence bigint not null,
  -- Whose meter it was when the episode began: the next owner does not see it.
  owner_id uuid,
  started_at timestamptz not null,
  fired_at timestamptz,
  acknowledged_at timestamptz,
  acknowledged_by uuid,
  resolved_at timestamptz,
  -- The hours that it is about, by their starts, the newest included.
  first_hour timestamptz not null,
  hour timestamptz not null,
  limit_watt_hours bigint not null,
  -- Of the newest hour, and the most of any.
  watt_hours bigint not null,
  peak_watt_hours bigint not null,
  -- When time alone may change it; null once it is resolved.
  check_at timestamptz,
  primary key (site_id, alert_id),
  foreign key (site_id, meter_id) references meter on delete cascade,
  foreign key (site_id, owner_id) references account on delete set null (owner_id),
  foreign key (site_id, acknowledged_by) references account on delete set null (acknowledged_by),
  check ((state = 'resolved') = (resolved_at is not null)),
  check ((state = 'resolved') = (check_at is null)),
  check (first_hour <= hour)
);
-- However many processes evaluate.
create unique index alert_open on alert (site_id, meter_id, rule) where state <> 'resolved';
create unique index alert_sequence on alert (site_id, sequence);
create index alert_newest on alert (site_id, started_at desc, alert_id desc);
create index alert_owner on alert (site_id, owner_id, started_at desc, alert_id desc);
create index alert_meter on alert (site_id, meter_id, started_at desc, alert_id desc);
create index alert_hours on alert (site_id, meter_id, hour) where rule = 'hourly-limit';
create index alert_due on alert (check_at) where state <> 'resolved';

-- Whoever watches must read afresh when alerts are gone with their meter.
create function alert_deleted() returns trigger language plpgsql as $$
begin
  update alert_feed set head = head + 1, tail = head + 1 where site_id in (select site_id from gone);
  return null;
end $$;
create trigger alert_deleted after delete on alert referencing old table as gone
  for each statement execute function alert_deleted();

-- Meters that have reported: when to look whether they are silent. Infinity while that is known, or too long ago.
create table meter_watch (
  site_id uuid not null,
  meter_id uuid not null,
  check_at timestamptz not null,
  primary key (site_id, meter_id),
  foreign key (site_id, meter_id) references meter on delete cascade
);
create index meter_watch_due on meter_watch (check_at);

-- Where a site is told of its alerts. The signing secret is derived from the server's master secret and secret_id.
create table webhook (
  site_id uuid primary key references site on delete cascade,
  url text not null,
  secret_id uuid not null,
  set_at timestamptz not null default transaction_timestamp()
);

-- What a site is still to be told: once per episode and state.
create table webhook_delivery (
  site_id uuid not null references webhook on delete cascade,
  alert_id uuid not null,
  transition text not null check (transition in ('pending', 'firing', 'acknowledged', 'resolved')),
  -- The body that is sent, whatever becomes of the alert.
  body text not null,
  created_at timestamptz not null,
  attempts integer not null default 0,
  -- While a delivery is under way this is when it counts as lost.
  next_at timestamptz not null,
  -- It was given up then.
  parked_at timestamptz,
  last_error text not null default '',
  primary key (site_id, alert_id, transition)
);
create index webhook_delivery_due on webhook_delivery (site_id, next_at) where parked_at is null;
