-- Who is kept out by an administrator, by every way in.
alter table account add column disabled_at timestamptz;

-- A link by which a user sets a new password: one each, the newest. SHA-256 of 32 random bytes.
create table password_link (
  site_id uuid not null,
  account_id uuid not null,
  hash bytea not null,
  created_at timestamptz not null default transaction_timestamp(),
  expires_at timestamptz not null,
  primary key (site_id, account_id),
  foreign key (site_id, account_id) references account on delete cascade
);
create index password_link_hash on password_link (hash);
