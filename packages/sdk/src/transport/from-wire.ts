import { type Timestamp, timestampDate } from '@bufbuild/protobuf/wkt';
import { WattletError } from '../errors/wattlet-error.ts';

/** The field, which the contract promises. @throws WattletError `internal` when the server left it out. */
export function present<T>(value: T | undefined, field: string): T {
  if (value !== undefined) return value;
  throw new WattletError('internal', `The answer of the server lacks ${field}`);
}

/** A time that the contract promises. @throws WattletError `internal` when the server left it out. */
export function toDate(time: Timestamp | undefined, field: string): Date {
  return timestampDate(present(time, field));
}

/** An optional time, as a property to spread. */
export function optionalDate<Name extends string>(
  name: Name,
  time: Timestamp | undefined,
): { [key in Name]?: Date } {
  const properties: { [key in Name]?: Date } = {};
  if (time) properties[name] = timestampDate(time);
  return properties;
}

/** A text that the contract leaves empty where there is none, as a property to spread. */
export function optionalText<Name extends string>(name: Name, text: string): { [key in Name]?: string } {
  const properties: { [key in Name]?: string } = {};
  if (text) properties[name] = text;
  return properties;
}
