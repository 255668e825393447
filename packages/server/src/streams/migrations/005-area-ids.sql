-- Every import used up an id for each of its areas, known or not: those after the last that is in use are free again.
select setval(pg_get_serial_sequence('area', 'id'), greatest(1, max(id)), max(id) is not null) from area;
