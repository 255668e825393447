import type { TransactionSql } from 'postgres';
import type { SqlTypes } from '../postgres/database.ts';
import type { Execute } from './event-bus.ts';

/** Lets a bus publish in an open transaction of postgres.js. */
export const executeIn =
  (tx: TransactionSql<SqlTypes>): Execute =>
  (text, parameters) =>
    // A bus passes text and null only, which the driver's type of parameters does not say.
    tx.unsafe(text, parameters as (string | null)[]);
