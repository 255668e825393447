import { WattletError } from './wattlet-error.ts';

/**
 * Refuses an argument before it is sent.
 *
 * @param expected what the argument must be, after its name: "must be a whole number"
 * @throws WattletError `invalid_argument` that names the field, always.
 */
export function invalidArgument(field: string, expected: string, value: unknown): never {
  throw new WattletError('invalid_argument', `${field} ${expected}, not ${JSON.stringify(value)}`, {
    violations: [{ field, message: expected }],
  });
}
