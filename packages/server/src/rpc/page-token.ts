import { UUID_PATTERN } from '../platform/uuid.ts';
import { invalidRequest } from './errors.ts';

/** Where a page of a list by name ended. */
export interface NamePlace {
  readonly name: string;
  /** UUID. */
  readonly id: string;
}

const TOKEN = new RegExp(`^(${UUID_PATTERN})([^\\0]*)$`, 's');

/** The token of the page that begins after a place. */
export function pageTokenOf({ name, id }: NamePlace): string {
  return Buffer.from(`${id}${name}`).toString('base64url');
}

/**
 * The place that a request's page token names; undefined for the first page.
 *
 * @throws ConnectError `invalid_argument` if no answer gave it.
 */
export function placeOfPage(token: string): NamePlace | undefined {
  if (token === '') return undefined;
  const [, id, name] = TOKEN.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (id !== undefined && name !== undefined) return { id, name };
  throw invalidRequest([
    { field: 'page_token', reason: 'UNKNOWN_PAGE', description: 'is not one that an answer gave' },
  ]);
}
