import { isUuid, UUID_PATTERN } from '../platform/uuid.ts';

const SERIAL = /^[A-Za-z0-9][A-Za-z0-9 ._/-]{0,63}$/;
const OF_SITE = new RegExp(`^(${UUID_PATTERN})/(.+)$`);

/** Whether a text can be a serial: 1 to 64 letters, digits, spaces or `. _ / -`, the first a letter or digit. */
export function isSerial(text: string): boolean {
  return SERIAL.test(text);
}

/**
 * How readings name a meter: by its id, which is a UUID in lower case, or as `<id of the site>/<serial>`. A serial is the
 * meter's of one site only, as others may have the same. Undefined for a text that is neither an id nor a serial.
 */
export function meterName(text: string, siteId: string): string | undefined {
  const id = text.toLowerCase();
  if (isUuid(id)) return id;
  return isSerial(text) ? `${siteId}/${text}` : undefined;
}

/** The site and serial of a name; undefined for one that is an id. */
export function serialOfName(name: string): { readonly siteId: string; readonly serial: string } | undefined {
  const [, siteId, serial] = OF_SITE.exec(name) ?? [];
  return siteId === undefined || serial === undefined ? undefined : { siteId, serial };
}
