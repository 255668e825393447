-- People, how they are known, what they pay for, and what was done to them.

create unique index one_platform_site on site (is_platform) where is_platform;

create table account (
  site_id uuid not null references site on delete cascade,
  account_id uuid not null default gen_random_uuid(),
  -- Null for customers of a site who came with its token.
  email text,
  email_verified boolean not null default false,
  -- Set for customers of a site: the site's own id of them.
  external_subject text,
  display_name text not null,
  -- argon2id in PHC form; null for those who sign in otherwise.
  password_hash text,
  role text not null check (role in ('customer', 'agent', 'administrator', 'operator')),
  created_at timestamptz not null default transaction_timestamp(),
  updated_at timestamptz not null default transaction_timestamp(),
  primary key (site_id, account_id),
  unique (site_id, external_subject),
  check (email is not null or external_subject is not null)
);
create unique index account_id on account (account_id);
-- One address is one person, whatever the case and the site: it is what they sign in with.
create unique index account_email on account (lower(email));
create index account_name on account (site_id, display_name, account_id);

-- Accounts at OpenID providers.
create table provider_identity (
  issuer text not null,
  subject text not null,
  site_id uuid not null,
  account_id uuid not null,
  created_at timestamptz not null default transaction_timestamp(),
  primary key (issuer, subject),
  foreign key (site_id, account_id) references account on delete cascade
);
create index provider_identity_account on provider_identity (site_id, account_id);

-- Browser sessions. Only hashes of the cookie's value are stored.
create table session (
  session_id uuid primary key default gen_random_uuid(),
  site_id uuid not null,
  account_id uuid not null,
  token_hash bytea not null unique,
  -- The value before the last rotation: requests under way still carry it for a moment, and the browser does if
  -- the answer with the new one was lost.
  previous_hash bytea unique,
  rotated_at timestamptz not null default transaction_timestamp(),
  -- First use of the present value; null says that the browser may not have it.
  confirmed_at timestamptz,
  created_at timestamptz not null default transaction_timestamp(),
  last_used_at timestamptz not null default transaction_timestamp(),
  expires_at timestamptz not null,
  user_agent text not null default '',
  foreign key (site_id, account_id) references account on delete cascade
);
create index session_account on session (site_id, account_id);

-- Access tokens of developers: SHA-256 of wt_<random>.
create table access_token (
  access_token_id uuid primary key default gen_random_uuid(),
  site_id uuid not null,
  account_id uuid not null,
  name text not null,
  scopes text[] not null,
  prefix text not null,
  hash bytea not null unique,
  created_at timestamptz not null default transaction_timestamp(),
  expires_at timestamptz not null,
  last_used_at timestamptz,
  foreign key (site_id, account_id) references account on delete cascade
);
create index access_token_account on access_token (site_id, account_id);

-- Address blocks that an account was signed in to from, as keyed hashes: they stay welcome while strangers guess.
create table known_address (
  site_id uuid not null,
  account_id uuid not null,
  address_hash bytea not null,
  last_used_at timestamptz not null,
  primary key (site_id, account_id, address_hash),
  foreign key (site_id, account_id) references account on delete cascade
);

-- How often something was tried, by hashes of what, until a time. Short-lived and not worth the write-ahead log.
create unlogged table attempt (
  key text collate "C" primary key,
  count integer not null,
  ends_at timestamptz not null
);
create index attempt_ends_at on attempt (ends_at);

-- Subscriptions as a ledger: the newest line of an account says when it ends. Lines are only added.
create table subscription_entry (
  site_id uuid not null,
  account_id uuid not null,
  request_id uuid not null,
  sequence integer not null,
  months integer not null check (months >= 0),
  -- The end is so many calendar months after the anchor, so that a term that began on the 31st comes back to it.
  anchor_at timestamptz not null,
  anchor_months integer not null check (anchor_months >= 0),
  ends_at timestamptz not null,
  reason text not null check (reason in ('trial', 'manual', 'granted')),
  -- Who granted it; null for oneself.
  granted_by uuid,
  at timestamptz not null default transaction_timestamp(),
  primary key (site_id, account_id, sequence),
  unique (site_id, account_id, request_id),
  foreign key (site_id, account_id) references account on delete cascade
);

-- What was done to whom by whom. Never deleted with the account: ids only, nothing personal.
create table audit_entry (
  site_id uuid not null,
  entry_id bigint generated always as identity,
  at timestamptz not null default transaction_timestamp(),
  actor_id uuid,
  action text not null,
  target_id uuid,
  detail jsonb not null default '{}',
  primary key (site_id, entry_id)
);
create index audit_entry_at on audit_entry (site_id, at);
create index audit_entry_target on audit_entry (site_id, target_id);
