-- The inbox reads a page from here, newest change first; most of what it asks for is open.
create index conversation_newest on conversation (site_id, changed_at desc, conversation_id desc);
create index conversation_open on conversation (site_id, changed_at desc, conversation_id desc) where closed_at is null;

-- What the sweeper looks for once a minute: conversations and visitors whose time is over, and deletions that everybody was told.
create index conversation_age on conversation (site_id, (coalesce(last_message_at, created_at)));
create index account_visitor on account (created_at) where external_subject like 'visitor:%';
create index chat_deletion_age on chat_deletion (at);
