-- The inbox reads what is open in the order in which agents are to answer: who waits longest, then the newest message.
-- Every column goes up, so that one comparison of rows finds where a page begins.
create index conversation_urgent on conversation (site_id, coalesce(waiting_since, timestamptz 'infinity'),
  (timestamptz 'epoch' - coalesce(last_message_at, created_at)), conversation_id) where closed_at is null;
-- The one in the order of changes is for nodes of the release before: a later one may drop it.
