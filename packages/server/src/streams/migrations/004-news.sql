-- What imports have changed, told as news, and the records that values are compared with.

-- What a revision changed of an area; of flows the area that power leaves.
create table revision_area (
  revision bigint not null,
  area_id smallint not null,
  -- Values where there were none, and the end of the last interval with one.
  added integer not null,
  added_until timestamptz,
  -- Values that are others now, minutes of which nothing is known any more, and where both are.
  revised integer not null,
  removed_minutes integer not null,
  revised_from timestamptz,
  revised_to timestamptz,
  primary key (revision, area_id)
);

-- The highest value of each series at each resolution, of load the lowest as well, and the UTC days that they are on.
-- A series has no row until its first import after this migration.
create table extreme (
  series_id integer not null,
  resolution_minutes smallint not null,
  first_day date not null,
  last_day date not null,
  high integer not null,
  high_day date not null,
  low integer,
  low_day date,
  primary key (series_id, resolution_minutes)
);

-- Values that were beyond all others when they came: one of a series, resolution, side and UTC day.
create table record_value (
  series_id integer not null,
  resolution_minutes smallint not null,
  kind text not null check (kind in ('highest', 'lowest')),
  day date not null,
  kilowatts integer not null,
  start timestamptz not null,
  former integer not null,
  former_day date not null,
  since date not null,
  revision bigint not null,
  primary key (series_id, resolution_minutes, kind, day)
);
create index record_value_revision on record_value (revision);
