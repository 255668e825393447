-- Size of the file as it came, null where it is not known: a file of another size is another file.
alter table import add column bytes bigint;
