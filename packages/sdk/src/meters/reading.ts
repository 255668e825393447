import type { TimeInput } from '../series/time-input.ts';

/** A reading of a meter. */
export interface Reading {
  readonly meterId: string;
  /** The end of the interval, or the moment at which the register was read. */
  readonly at: TimeInput;
  /** Energy of the interval, or what the register shows; kept in whole watt-hours, rounded half to even. */
  readonly kilowattHours: number;
  /** A correction of what was sent for this time before has a higher one; 0 unless given. */
  readonly revision?: number;
}

/** Why a reading was rejected. */
export type RejectionReason =
  | 'malformed'
  | 'unknown-meter'
  | 'in-future'
  | 'too-old'
  | 'negative'
  | 'absurd'
  | 'undeliverable';

/**
 * What became of a reading.
 *
 * - `stored`: it is new
 * - `duplicate`: the same was stored before
 * - `corrected`: it replaced one of a lower revision, which is kept in history
 * - `superseded`: one of a higher revision, or another of the same, is stored; nothing was changed
 * - `rejected`: it was not taken
 */
export type ReadingResult =
  | { readonly status: 'stored' | 'duplicate' | 'corrected' | 'superseded' }
  | {
      readonly status: 'rejected';
      readonly reason: RejectionReason;
      /** What is wrong, in words. */
      readonly message: string;
    };

/** A reading that could not be taken. */
export interface RejectedReading {
  readonly id: number;
  readonly reason: RejectionReason;
  /** What is wrong, in words. */
  readonly message: string;
  /** What arrived, as text; at most 4,096 bytes of it. */
  readonly body: string;
  /** How it came: `amqp` or `rpc`. */
  readonly source: string;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** How often the very same arrived. */
  readonly times: number;
}
