/** A command was called in a way that it cannot be meant. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
