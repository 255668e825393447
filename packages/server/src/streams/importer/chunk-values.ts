import { hash } from 'node:crypto';
import { GAP } from '../parser/month-table.ts';

/** One UTC day of one series at one resolution. */
export interface ChunkKey {
  readonly seriesId: number;
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly minutes: number;
}

/** What is stored beside a chunk's values, so that long ranges need not open them. */
export interface ChunkSummary {
  /** `GAP` while there is no value. */
  readonly low: number;
  readonly high: number;
  readonly total: number;
  readonly present: number;
}

export function summariseValues(kilowatts: Int32Array): ChunkSummary {
  let low = GAP;
  let high = GAP;
  let total = 0;
  let present = 0;
  for (const value of kilowatts) {
    if (value === GAP) continue;
    if (present === 0 || value < low) low = value;
    if (present === 0 || value > high) high = value;
    total += value;
    present++;
  }
  return { low, high, total, present };
}

/** First 16 bytes of the SHA-256 of a chunk's values, as hex: equal for equal values. */
export function valuesDigest(kilowatts: Int32Array): string {
  const bytes = new Uint8Array(kilowatts.buffer, kilowatts.byteOffset, kilowatts.byteLength);
  return hash('sha256', bytes, 'hex').slice(0, 32);
}
