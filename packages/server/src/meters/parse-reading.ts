import { isUtf8 } from 'node:buffer';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import { parseRfc3339 } from '../platform/rfc3339.ts';
import { isUuid } from '../platform/uuid.ts';
import { bodyText } from './body-text.ts';
import { meterName } from './meter-name.ts';
import { type IncomingReading, MAX_BODY_BYTES, type MalformedReading, wattHoursOf } from './reading.ts';

const MAX_REVISION = 2 ** 31 - 1;
const MAX_READING_ID = 200;
/** The years that a reading can be of; PostgreSQL and JavaScript know more. */
const TIMES = { from: Date.UTC(2000, 0, 1), to: Date.UTC(2100, 0, 1) };

/** The names of the same three things in the two bodies that are understood. */
const NAMES = {
  own: { meter: 'meter_id', at: 'at', energy: 'kwh' },
  wild: { meter: 'device_id', at: 'timestamp', energy: 'measurement_value' },
} as const;

/**
 * Reads the body of a message from RabbitMQ: `{"meter_id", "at", "kwh", "reading_id"?, "revision"?, "site_id"?}`, or
 * `{"device_id", "timestamp", "measurement_value", "site_id"?}` as other producers send it. Times are RFC 3339 with an
 * offset or epoch milliseconds; energy is in kilowatt-hours. A meter that is not named by its id is so by its serial
 * on the site of `site_id`. Other fields are passed over.
 *
 * @param siteId the site of serials where the body names none; the platform's own unless given
 */
export function parseReading(
  { content }: { readonly content: Buffer },
  siteId = PLATFORM_SITE_ID,
): IncomingReading | MalformedReading {
  const body = bodyText(content);
  const malformed = (message: string): MalformedReading => ({
    reason: 'malformed',
    message,
    source: 'amqp',
    body,
  });
  if (content.length > MAX_BODY_BYTES)
    return malformed(`the body has ${content.length} bytes, it may have ${MAX_BODY_BYTES}`);
  if (!isUtf8(content)) return malformed('the body is not UTF-8');
  const fields = parseObject(body);
  if (typeof fields === 'string') return malformed(fields);
  const read = readFields(fields, siteId);
  return typeof read === 'string' ? malformed(read) : { ...read, source: 'amqp', body };
}

type Fields = Readonly<Record<string, unknown>>;

function parseObject(text: string): Fields | string {
  try {
    const value: unknown = JSON.parse(text);
    return isFields(value) ? value : 'the body is JSON, but no object';
  } catch {
    return 'the body is not JSON';
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What the fields say, or what is wrong with them. */
function readFields(fields: Fields, defaultSite: string): Omit<IncomingReading, 'source' | 'body'> | string {
  const names = 'device_id' in fields && !('meter_id' in fields) ? NAMES.wild : NAMES.own;
  const { site_id: site = defaultSite, [names.meter]: meter } = fields;
  const siteId = typeof site === 'string' ? site.toLowerCase() : '';
  if (!isUuid(siteId)) return `site_id must be the id of a site, ${shown(site)}`;
  const meterId = typeof meter === 'string' ? meterName(meter, siteId) : undefined;
  if (meterId === undefined) return `${names.meter} must be the id or serial of a meter, ${shown(meter)}`;
  const time = readTime(fields[names.at]);
  if (time === undefined)
    return `${names.at} must be an RFC 3339 time with an offset or epoch milliseconds, of this century, ${shown(fields[names.at])}`;
  const energy = fields[names.energy];
  const wattHours = typeof energy === 'number' ? wattHoursOf(energy) : undefined;
  if (wattHours === undefined)
    return `${names.energy} must be a number of kilowatt-hours, up to 1e12, ${shown(energy)}`;
  const { revision = 0, reading_id = '' } = fields;
  if (!isRevision(revision))
    return `revision must be a whole number from 0 to ${MAX_REVISION}, ${shown(revision)}`;
  if (typeof reading_id !== 'string' || reading_id.length > MAX_READING_ID)
    return `reading_id must be a text of at most ${MAX_READING_ID} characters, ${shown(reading_id)}`;
  return { meterId, at: new Date(time), wattHours, revision };
}

function readTime(value: unknown): number | undefined {
  const time = typeof value === 'string' ? parseRfc3339(value) : value;
  if (typeof time !== 'number' || !Number.isInteger(time)) return undefined;
  return time >= TIMES.from && time < TIMES.to ? time : undefined;
}

function isRevision(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_REVISION;
}

/** What a field was instead, kept short. */
function shown(value: unknown): string {
  if (value === undefined) return 'and is missing';
  // What JSON may write and no number holds, which would be shown as null.
  if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) return 'not one beyond 1e308';
  const text = JSON.stringify(value);
  return `not ${text.length > 60 ? `${text.slice(0, 60)}…` : text}`;
}
