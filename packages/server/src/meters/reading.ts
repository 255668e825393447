/** How a reading came. */
export type ReadingSource = 'amqp' | 'rpc';

/** A reading that was understood, of a meter that may not be known. */
export interface IncomingReading {
  /** As `meterName` names it: a UUID in lower case, or a site and a serial. */
  readonly meterId: string;
  /** The end of its interval, or the moment the register was read. It belongs to the hour that holds the instant before. */
  readonly at: Date;
  /** Energy of the interval, or what the register shows. */
  readonly wattHours: bigint;
  /** A correction of what was sent for this time before has a higher one; 0 to 2,147,483,647. */
  readonly revision: number;
  readonly source: ReadingSource;
  /** What arrived, for the list of rejected readings; at most {@link MAX_BODY_BYTES}. */
  readonly body: string;
}

/** What arrived and is not a reading, or could not be stored however often it was tried. */
export interface MalformedReading {
  readonly reason: 'malformed' | 'undeliverable';
  /** What is wrong, in words. */
  readonly message: string;
  readonly source: ReadingSource;
  readonly body: string;
}

/** Whatever arrived. */
export type ArrivedReading = IncomingReading | MalformedReading;

/** Why a reading was not taken. */
export type RejectionReason =
  | MalformedReading['reason']
  | 'unknown-meter'
  /** More than five minutes ahead of the server's clock. */
  | 'in-future'
  /** Older than what is kept. */
  | 'too-old'
  | 'negative'
  /** More than a meter can plausibly consume. */
  | 'absurd';

/** Why one reading was not taken, in words too. */
export interface Rejection {
  readonly kind: 'rejected';
  readonly reason: RejectionReason;
  readonly message: string;
}

/**
 * What became of a reading: `duplicate` was stored before, the same; `corrected` replaced one of a lower revision;
 * `superseded` met one of a higher revision, or another of its own, and changed nothing.
 */
export type ReadingOutcome =
  | { readonly kind: 'stored' | 'duplicate' | 'corrected' | 'superseded' }
  | Rejection;

/** Longest body that is kept of a rejected reading. */
export const MAX_BODY_BYTES = 4_096;

/** Largest energy of a reading: a million gigawatt-hours. */
export const MOST_WATT_HOURS = 1e15;

/**
 * Kilowatt-hours as whole watt-hours, rounded half to even as the shortest decimal of the number says: 0.0005 is 0 and
 * 0.0015 is 2. Undefined for what is no number, or larger than any meter's.
 */
export function wattHoursOf(kilowattHours: number): bigint | undefined {
  const wattHours = kilowattHours * 1000;
  if (!(Math.abs(wattHours) <= MOST_WATT_HOURS)) return undefined;
  const below = Math.floor(wattHours);
  // The product is off by so little that only what is near a half deserves a second look.
  if (Math.abs(wattHours - below - 0.5) > 1e-2) return BigInt(Math.round(wattHours));
  const half = Number(`${below + 0.5}e-3`);
  if (kilowattHours === half) return BigInt(below % 2 === 0 ? below : below + 1);
  return BigInt(kilowattHours < half ? below : below + 1);
}
