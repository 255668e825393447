-- Half of a page is free, so that the quarter hours of an hour are added without new entries of the index: at less, the
-- table and its index became larger, not smaller.
alter table hour_total set (fillfactor = 50);

-- Every batch of readings makes an event: a week of them would be more than the readings.
insert into outbox_topic (name, head, keep_for) values ('hours-changed', 0, '1 hour')
on conflict (name) do update set keep_for = excluded.keep_for;
