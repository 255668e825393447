-- How long the events of a topic are kept once every group has handled them.
alter table outbox_topic add column keep_for interval not null default '7 days';
