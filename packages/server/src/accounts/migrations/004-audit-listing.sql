-- Listed newest first: of all sites, of who did it, of what it was done to.
create index audit_entry_id on audit_entry (entry_id);
create index audit_entry_actor on audit_entry (actor_id, entry_id);
