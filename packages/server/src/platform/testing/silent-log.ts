import type { Log } from '../log.ts';

/** A log that keeps nothing, for tests. */
export const silentLog: Log = { debug() {}, info() {}, warn() {}, error() {} };
