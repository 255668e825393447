-- What somebody decided about a quarantined file; null while nobody has.
alter table import
  add column reviewed_as text check (reviewed_as in ('applied', 'rejected')),
  add column reviewed_at timestamptz,
  -- Account of the platform; null for who has none.
  add column reviewer_id uuid,
  add column review_note text not null default '';
create index import_unreviewed on import (id) where status = 'quarantined' and reviewed_as is null;
create index import_sha256 on import (sha256);
