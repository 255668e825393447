-- Until when somebody has seen what there was to know. What there is, is worked out.
create table notification_seen (
  site_id uuid not null,
  account_id uuid not null,
  seen_until timestamptz not null,
  primary key (site_id, account_id),
  foreign key (site_id, account_id) references account on delete cascade
);
