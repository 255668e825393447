-- Storage of one stream, in the schema of its name. Times are UTC, values kilowatts.

-- One row: which life of the storage this is, and how far its history goes.
create table stream_state (
  only_row boolean primary key default true check (only_row),
  epoch uuid not null default gen_random_uuid(),
  -- The newest revision. Updated last in an import's transaction, so that revisions
  -- become visible in their own order: a cursor over a sequence would miss rows.
  head bigint not null default 0,
  -- Changes up to here are no longer kept in series_change: older cursors must read afresh.
  tail bigint not null default 0
);
insert into stream_state default values;

create table area (
  id smallint primary key generated always as identity,
  eic text not null,
  area_type text not null check (area_type in ('CTY', 'BZN', 'CTA')),
  map_code text not null,
  name text not null,
  unique (eic, area_type)
);
create index area_map_code on area (map_code, area_type);

create table series (
  id integer primary key generated always as identity,
  area_id smallint not null references area,
  -- Flows: the area that the power enters.
  to_area_id smallint references area,
  -- Generation: as published.
  production_type text,
  measure text not null check (measure in ('value', 'output', 'consumption')),
  -- From the start of the first to the end of the last interval with a value; null while there is none.
  data_from timestamptz,
  data_until timestamptz,
  unique nulls not distinct (area_id, to_area_id, production_type, measure)
);
create index series_to_area on series (to_area_id) where to_area_id is not null;

-- One UTC day of one series at one resolution. kilowatts holds 1440 / resolution_minutes
-- values; null is a gap, zero is a value. low to present summarise it, so that long ranges
-- are drawn without opening the arrays.
create table chunk (
  series_id integer not null,
  day date not null,
  resolution_minutes smallint not null,
  kilowatts integer[] not null,
  low integer,
  high integer,
  total bigint not null,
  present smallint not null,
  -- First 16 bytes of the SHA-256 of the values: what tells an import which chunks to look at.
  digest uuid not null,
  revision bigint not null,
  updated_at timestamptz not null default transaction_timestamp(),
  primary key (series_id, day, resolution_minutes)
);
create index chunk_day on chunk (day);

-- Chunks as they were before an import replaced them. Known at T: updated_at <= T < replaced_at.
create table chunk_history (
  series_id integer not null,
  day date not null,
  resolution_minutes smallint not null,
  kilowatts integer[] not null,
  low integer,
  high integer,
  total bigint not null,
  present smallint not null,
  revision bigint not null,
  updated_at timestamptz not null,
  replaced_at timestamptz not null default transaction_timestamp(),
  primary key (series_id, day, resolution_minutes, replaced_at)
);

-- Every file that was looked at, and what came of it.
create table import (
  id bigint primary key generated always as identity,
  file text not null,
  -- Of the file as it came.
  sha256 text not null,
  -- What the parser made of it, in the object store; null if it could not be parsed.
  blob text,
  month date,
  -- Order of the file in its month: the hour up to which it holds rows.
  up_to timestamptz,
  status text not null check (status in ('applied', 'unchanged', 'stale', 'quarantined', 'rejected')),
  reason text not null default '',
  at timestamptz not null default transaction_timestamp(),
  rows_read bigint not null default 0,
  rows_kept bigint not null default 0,
  rows_bad bigint not null default 0,
  duplicates bigint not null default 0,
  rounded bigint not null default 0
);
create index import_at on import (at);

create table import_issue (
  import_id bigint not null references import on delete cascade,
  line bigint not null,
  -- The row was left out; else it was kept with this remark.
  bad boolean not null,
  reason text not null
);
create index import_issue_import on import_issue (import_id);

-- Imports that changed something.
create table revision (
  id bigint primary key,
  import_id bigint not null references import,
  range_from timestamptz not null,
  range_to timestamptz not null,
  series_changed integer not null,
  chunks_changed integer not null,
  at timestamptz not null default transaction_timestamp()
);
create index revision_import on revision (import_id);

-- The exact changed ranges of every series, kept for a week: what watchers are sent and replay.
create table series_change (
  revision bigint not null,
  series_id integer not null,
  range_from timestamptz not null,
  range_to timestamptz not null,
  primary key (revision, series_id, range_from)
);

-- The newest file applied to each month.
create table month_state (
  month date primary key,
  up_to timestamptz not null,
  sha256 text not null,
  -- Roles that were kept when it was parsed: with others the same file is another import.
  area_types text[] not null,
  import_id bigint not null references import
);

-- What the parser knows of the source's files: a file is looked at again when size or time differ.
create table source_file (
  name text primary key,
  size bigint not null,
  modified_at timestamptz not null,
  -- Parsed and announced, or not to be understood.
  outcome text not null check (outcome in ('ready', 'rejected')),
  seen_at timestamptz not null default transaction_timestamp()
);

-- Chunks as rows, for people who want rows.
create view point as
select
  c.series_id,
  c.day::timestamp at time zone 'UTC' + make_interval(mins => ((v.slot - 1) * c.resolution_minutes)::integer) as start,
  c.resolution_minutes,
  v.kilowatts / 1000.0 as megawatts
from chunk c, unnest(c.kilowatts) with ordinality as v (kilowatts, slot)
where v.kilowatts is not null;
