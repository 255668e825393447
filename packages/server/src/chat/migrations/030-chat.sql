-- Support conversations between customers and the agents of their site.

-- How a site's chat is set up; without a row it is always open.
create table chat_settings (
  site_id uuid primary key references site on delete cascade,
  time_zone text not null,
  -- [{dayOfWeek, fromMinute, toMinute}]
  opening_hours jsonb not null,
  away_reply text not null,
  -- 0 keeps conversations.
  retention_days integer not null check (retention_days >= 0),
  anonymous boolean not null,
  typing_preview boolean not null
);

-- A conversation counts its messages and its changes, under its row's lock, in the transaction that makes them: numbers
-- have no gap and commit in order. Customers have a count of changes of their own, which says nothing of agents' notes.
create table conversation (
  site_id uuid not null,
  conversation_id uuid not null default gen_random_uuid(),
  customer_id uuid not null,
  -- Who opened it, by which id: repeating it finds the same.
  opener_id uuid not null,
  client_id uuid not null,
  agent_id uuid,
  -- Null while it is open.
  closed_at timestamptz,
  last_number bigint not null default 0,
  last_change bigint not null default 1,
  last_public_change bigint not null default 1,
  -- The transaction of the newest change: what a reader's snapshot did not see is new to it.
  changed_xid xid8 not null default pg_current_xact_id(),
  public_changed_xid xid8 not null default pg_current_xact_id(),
  created_at timestamptz not null,
  changed_at timestamptz not null,
  public_changed_at timestamptz not null,
  last_message_at timestamptz,
  waiting_since timestamptz,
  -- Until then the customer was told that nobody is there.
  away_until timestamptz,
  rating smallint check (rating between 1 and 5),
  primary key (site_id, conversation_id),
  unique (site_id, opener_id, client_id),
  foreign key (site_id, customer_id) references account on delete cascade,
  foreign key (site_id, agent_id) references account on delete set null (agent_id)
) with (fillfactor = 80);
create index conversation_customer on conversation (site_id, customer_id);
create index conversation_agent on conversation (site_id, agent_id) where agent_id is not null;
create index conversation_changed on conversation (site_id, changed_xid);

-- An agent's account may be deleted: that their conversations are nobody's then is a change like any other.
create function note_lost_agent() returns trigger language plpgsql as $$
begin
  new.last_change := old.last_change + 1;
  new.last_public_change := old.last_public_change + 1;
  new.changed_xid := pg_current_xact_id();
  new.public_changed_xid := new.changed_xid;
  return new;
end $$;
create trigger conversation_lost_agent before update of agent_id on conversation for each row
  when (new.agent_id is null and old.agent_id is not null and new.last_change = old.last_change)
  execute function note_lost_agent();

-- Conversations that are gone, for those who watch. Without foreign keys: the site may be gone, too.
create table chat_deletion (
  site_id uuid not null,
  conversation_id uuid not null,
  customer_id uuid not null,
  changed_xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null default transaction_timestamp(),
  primary key (site_id, conversation_id)
);
create index chat_deletion_changed on chat_deletion (site_id, changed_xid);
create function note_deletion() returns trigger language plpgsql as $$
begin
  insert into chat_deletion (site_id, conversation_id, customer_id)
  values (old.site_id, old.conversation_id, old.customer_id) on conflict do nothing;
  return null;
end $$;
create trigger conversation_deleted after delete on conversation for each row execute function note_deletion();

create table chat_message (
  site_id uuid not null,
  conversation_id uuid not null,
  change bigint not null,
  -- Both null for notes.
  public_change bigint,
  number bigint,
  sender text not null check (sender in ('customer', 'agent', 'system')),
  -- Null for the system.
  sender_id uuid,
  client_id uuid not null,
  -- SHA-256 of what was asked for: the same id with something else is refused.
  digest bytea not null,
  text text not null,
  -- JSON of a wattlet.v1.ChatReference.
  reference jsonb,
  sent_at timestamptz not null,
  -- Words, and the site as one more, so that an index of one site's words is not needed.
  search tsvector not null
    generated always as (to_tsvector('simple', text) || array_to_tsvector(array[site_id::text])) stored,
  primary key (site_id, conversation_id, change),
  unique (site_id, conversation_id, sender_id, client_id),
  foreign key (site_id, conversation_id) references conversation on delete cascade,
  check ((number is null) = (public_change is null))
);
create unique index chat_message_number on chat_message (site_id, conversation_id, number) where number is not null;
create index chat_message_search on chat_message using gin (search);

-- How far each participant has come. Only grows.
create table chat_receipt (
  site_id uuid not null,
  conversation_id uuid not null,
  account_id uuid not null,
  side text not null check (side in ('customer', 'site')),
  delivered_number bigint not null,
  read_number bigint not null,
  read_at timestamptz,
  primary key (site_id, conversation_id, account_id),
  foreign key (site_id, conversation_id) references conversation on delete cascade
);

-- Customers who may not write.
create table chat_block (
  site_id uuid not null,
  customer_id uuid not null,
  primary key (site_id, customer_id),
  foreign key (site_id, customer_id) references account on delete cascade
);

create table chat_canned_reply (
  site_id uuid not null references site on delete cascade,
  shortcut text not null,
  text text not null,
  primary key (site_id, shortcut)
);

-- Agents who are there. Short-lived and not worth the write-ahead log.
create unlogged table chat_presence (
  site_id uuid not null,
  agent_id uuid not null,
  seen_at timestamptz not null,
  primary key (site_id, agent_id)
);

create table chat_attachment (
  site_id uuid not null,
  attachment_id uuid not null default gen_random_uuid(),
  conversation_id uuid not null,
  uploader_id uuid not null,
  file_name text not null,
  announced_bytes integer not null,
  created_at timestamptz not null,
  -- Null until it is uploaded.
  blob_hash text,
  media_type text,
  size_bytes integer,
  width integer,
  height integer,
  -- The message that carries it, and its place there; null until one does.
  message_change bigint,
  position smallint,
  primary key (site_id, attachment_id),
  foreign key (site_id, conversation_id) references conversation on delete cascade
);
create index chat_attachment_message on chat_attachment (site_id, conversation_id, message_change);
create index chat_attachment_unused on chat_attachment (site_id, created_at) where message_change is null;

-- Objects to delete: of attachments that are gone, and, from a later time on, of uploads whose server died.
create table chat_blob_garbage (
  site_id uuid not null,
  blob_hash text not null,
  due_at timestamptz not null,
  primary key (site_id, blob_hash)
);
create function note_blob_garbage() returns trigger language plpgsql as $$
begin
  insert into chat_blob_garbage (site_id, blob_hash, due_at)
  values (old.site_id, old.blob_hash, '-infinity') on conflict do nothing;
  return null;
end $$;
create trigger chat_attachment_deleted after delete on chat_attachment for each row
  when (old.blob_hash is not null) execute function note_blob_garbage();
