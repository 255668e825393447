/**
 * True for less than `ms` after `at`, both times in epoch milliseconds. A time of the future is of before the clock was
 * set back: nobody knows how long ago it was.
 */
export function isFresh({ at, ms }: { readonly at: number; readonly ms: number }, now: number): boolean {
  return at <= now && now < at + ms;
}
