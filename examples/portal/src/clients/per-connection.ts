import type { Connection } from '@wattlet/sdk/connection';

/** Something that is made of a connection once, so that elements that are given it again go on with what they have. */
export function perConnection<T>(make: (connection: Connection) => T): (connection: Connection) => T {
  const made = new WeakMap<Connection, { readonly value: T }>();
  return (connection) => {
    const known = made.get(connection) ?? { value: make(connection) };
    made.set(connection, known);
    return known.value;
  };
}
