-- What each process last said of its roles, so that whoever asks one process hears of all.
create table role_heartbeat (
  process_id uuid not null,
  role text not null,
  host text not null,
  pid integer not null,
  state text not null,
  since timestamptz not null,
  reason text not null,
  heard_at timestamptz not null,
  primary key (process_id, role)
);
