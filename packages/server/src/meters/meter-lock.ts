/** Keeps the lock between intake and changes of meters apart from other advisory locks: "metr" in ASCII. */
export const METER_LOCK = '1835365490, 0';
