-- Sites: utilities that embed Wattlet. site_id comes first in every key, so that the tables of
-- a site can be distributed by it. The platform's own site is the one of direct subscribers.

create table site (
  site_id uuid primary key default gen_random_uuid(),
  is_platform boolean not null default false,
  name text not null,
  -- Serialised origins, as browsers send them.
  allowed_origins text[] not null default '{}',
  plan text not null default 'active' check (plan in ('active', 'suspended')),
  -- Public: pk_<site id without dashes>_<random>.
  publishable_key text not null,
  -- Where the site's own signing keys are, if it signs tokens itself, and what their `iss` says.
  jwks_url text,
  jwt_issuer text,
  created_at timestamptz not null default transaction_timestamp()
);

-- Preflight requests name an origin only, no site.
create index site_allowed_origins on site using gin (allowed_origins);

-- Secrets of sites, as SHA-256 of their text: sk_<site id without dashes>_<32 random bytes>.
create table site_secret (
  site_id uuid not null references site on delete cascade,
  secret_id uuid not null default gen_random_uuid(),
  hash bytea not null,
  created_at timestamptz not null default transaction_timestamp(),
  -- Set when a newer one was made: it works until then.
  expires_at timestamptz,
  primary key (site_id, secret_id)
);
