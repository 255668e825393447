/** What a source may cost at most. Times are in milliseconds. */
export interface SourceLimits {
  /** Size of one file. */
  readonly maxFileBytes: number;
  /** Size of the text of a listing. */
  readonly maxListingBytes: number;
  /** Entries of a listing, allowed names or not. */
  readonly maxEntries: number;
  /** How long a server may be silent; also how long connecting and signing in may take. */
  readonly idleTimeoutMs: number;
  readonly listTimeoutMs: number;
  readonly fetchTimeoutMs: number;
}

const DEFAULTS: SourceLimits = {
  maxFileBytes: 2 ** 30,
  maxListingBytes: 4 * 2 ** 20,
  maxEntries: 20_000,
  idleTimeoutMs: 30_000,
  listTimeoutMs: 2 * 60_000,
  fetchTimeoutMs: 30 * 60_000,
};

/** Fills in the defaults. Throws a RangeError for a limit that is not a positive whole number. */
export function sourceLimits(overrides: Partial<SourceLimits> = {}): SourceLimits {
  const limits = { ...DEFAULTS, ...overrides };
  for (const [name, value] of Object.entries(limits)) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw new RangeError(`${name} must be a whole number from 1, not ${value}`);
    }
  }
  return limits;
}
