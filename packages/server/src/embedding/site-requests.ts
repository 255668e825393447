import type { UpdateSiteRequest } from '../gen/wattlet/v1/site_pb.js';
import { isUuid } from '../platform/uuid.ts';
import { invalidRequest } from '../rpc/errors.ts';
import { OriginError, parseOrigins } from './origins.ts';
import { isSubject, plainName } from './plain-text.ts';
import { planOf } from './site-messages.ts';
import type { SiteChanges, SiteRow } from './site-store.ts';

/**
 * Origins of a request, as they are stored.
 *
 * @throws ConnectError `invalid_argument` naming the entry that is none.
 */
export function originsOf(texts: readonly string[], field = 'allowed_origins'): string[] {
  try {
    return parseOrigins(texts);
  } catch (error) {
    if (!(error instanceof OriginError)) throw error;
    throw invalidRequest([{ field, reason: 'NOT_AN_ORIGIN', description: error.message }], error);
  }
}

/**
 * Name of a site, as it is stored.
 *
 * @throws ConnectError `invalid_argument` if nothing of it can be shown.
 */
export function siteNameOf(text: string): string {
  const name = plainName(text);
  if (name === '') throw invalid('name', 'NOT_PLAIN', 'has nothing that can be shown');
  return name;
}

/**
 * A site's own id of a customer.
 *
 * @throws ConnectError `invalid_argument` if it has characters for control.
 */
export function subjectOf(text: string): string {
  if (!isSubject(text)) throw invalid('subject', 'NOT_PLAIN', 'has characters for control, or more than 200');
  return text;
}

/**
 * What an update changes of a site.
 *
 * @param self origin of this server, which no site can sign for.
 * @throws ConnectError `invalid_argument` if the site would have an issuer without keys, keys without an issuer, or keys
 *   that are not at an https URL.
 */
export function changesOf(request: UpdateSiteRequest, site: SiteRow, self: string): SiteChanges {
  const jwksUrl = request.jwksUrl === undefined ? site.jwks_url : jwksUrlOf(request.jwksUrl);
  const issuer = request.jwtIssuer === undefined ? site.jwt_issuer : request.jwtIssuer || null;
  if (issuer !== null && !isSubject(issuer))
    throw invalid('jwt_issuer', 'NOT_PLAIN', 'has characters for control');
  if (issuer === self) throw invalid('jwt_issuer', 'RESERVED_ISSUER', 'is the issuer of this server itself');
  if ((jwksUrl === null) !== (issuer === null)) {
    const [field, other] = issuer === null ? ['jwt_issuer', 'jwks_url'] : ['jwks_url', 'jwt_issuer'];
    throw invalid(field, 'INCOMPLETE_SIGNER', `is needed where there is a ${other}: set both or none`);
  }
  return {
    name: request.name === undefined ? undefined : siteNameOf(request.name),
    allowed_origins:
      request.allowedOrigins && originsOf(request.allowedOrigins.origins, 'allowed_origins.origins'),
    plan: request.plan === undefined ? undefined : planOf(request.plan),
    jwks_url: jwksUrl,
    jwt_issuer: issuer,
  };
}

function jwksUrlOf(text: string): string | null {
  if (text === '') return null;
  const url = URL.parse(text);
  if (url?.protocol === 'https:' && url.username === '' && url.password === '') return url.href;
  throw invalid('jwks_url', 'NOT_HTTPS', 'must be an address that begins with https://, without a user name');
}

/** Where a page of sites begins. */
export interface PagePlace {
  readonly name: string;
  readonly siteId: string;
}

/** A place in the list of sites as a page token. */
export function pageToken({ name, siteId }: PagePlace): string {
  return Buffer.from(`${siteId}${name}`).toString('base64url');
}

/**
 * The place that a page token names; undefined for the beginning.
 *
 * @throws ConnectError `invalid_argument` if no answer gave it.
 */
export function pagePlace(token: string): PagePlace | undefined {
  if (token === '') return undefined;
  const [, siteId, name] =
    /^([0-9a-f-]{36})([^\0]+)$/s.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (siteId !== undefined && name !== undefined && isUuid(siteId)) return { siteId, name };
  throw invalid('page_token', 'UNKNOWN_PAGE', 'is not one that an answer gave');
}

const invalid = (field: string | undefined, reason: string, description: string) =>
  invalidRequest([{ field: field ?? '', reason, description }]);
