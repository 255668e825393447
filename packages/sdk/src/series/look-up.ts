import { invalidArgument } from '../errors/invalid-argument.ts';

/**
 * The value under a name that callers without types may have got wrong.
 *
 * @throws WattletError `invalid_argument` that names the field and what it may be.
 */
export function lookUp<Name extends string, Value>(
  table: Readonly<Record<Name, Value>>,
  name: Name,
  field: string,
): Value {
  if (Object.hasOwn(table, name)) return table[name];
  return invalidArgument(field, `must be one of ${Object.keys(table).join(', ')}`, name);
}
