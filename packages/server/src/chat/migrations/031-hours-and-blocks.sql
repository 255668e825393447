-- Days with other hours than their weekday's: [{date, fromMinute, toMinute}]; both minutes 0 on a day without hours.
alter table chat_settings add column opening_exceptions jsonb not null default '[]';

-- So that agents find whom they have blocked last.
alter table chat_block add column blocked_at timestamptz not null default now();
create index chat_block_by_time on chat_block (site_id, blocked_at desc, customer_id desc);
