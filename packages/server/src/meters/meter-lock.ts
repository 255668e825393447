/** Keeps the lock between intake and changes of meters apart from other advisory locks: "metr" in ASCII. */
const METER_LOCK = '1835365490, 0';

/**
 * Begins a transaction that keeps meters as they are until it ends, and tells their version in its last row: it is another
 * one whenever something has changed that intake must know of.
 */
// The version by a statement of its own, which begins when the lock is there: the sequence may move until then.
export const HOLD_METERS = `
  select pg_advisory_xact_lock_shared(${METER_LOCK});
  select concat(last_value, is_called) as version from meter_change`;

/**
 * Waits until nobody stores readings, and keeps it so until the transaction ends: for what changes a meter's
 * readings from another side. To be taken before the meter's row is.
 */
export const LOCK_METERS_ALONE = `select pg_advisory_xact_lock(${METER_LOCK})`;
