import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { HandlerContext, ServiceImpl } from '@connectrpc/connect';
import { principalKey } from '../access/principal-key.ts';
import type { SiteService } from '../gen/wattlet/v1/site_pb.js';
import { hasCode } from '../platform/has-code.ts';
import type { AnySql, Sql } from '../platform/postgres/database.ts';
import { alreadyExists, notFound, permissionDenied } from '../rpc/errors.ts';
import { insertAdministrator } from './customer-store.ts';
import { MAX_TOKEN_SECONDS, mintEmbedToken } from './embed-token.ts';
import { issueSecret, overlapEnd } from './issue-secret.ts';
import { plainName } from './plain-text.ts';
import type { SigningKeys } from './signing-keys.ts';
import { requireOperator, requireSite, siteManager } from './site-manager.ts';
import { siteMessage } from './site-messages.ts';
import { changesOf, originsOf, pagePlace, pageToken, siteNameOf, subjectOf } from './site-requests.ts';
import { insertSite, listSites, lockSite, recordSiteChange, type SiteRow, updateSite } from './site-store.ts';
import { scopesOf } from './token-scopes.ts';

const DEFAULT_PAGE = 50;

/** What {@link siteService} needs. */
export interface SiteServiceOptions {
  readonly sql: Sql;
  readonly signingKeys: SigningKeys;
  /** Origin of this server, which its tokens are from and for. */
  readonly issuer: string;
  /** The current time. */
  readonly now?: () => Date;
}

/**
 * Sites, their keys and the tokens of their customers. Operators make sites and manage all, administrators manage their own.
 * Who calls is the context's `principalKey`.
 */
export function siteService(options: SiteServiceOptions): ServiceImpl<typeof SiteService> {
  const { sql, signingKeys, issuer, now = () => new Date() } = options;
  return {
    async createSite(request, context) {
      const manager = siteManager(context);
      requireOperator(manager, 'making sites');
      const name = siteNameOf(request.name);
      const allowedOrigins = originsOf(request.allowedOrigins);
      return sql.begin(async (tx) => {
        const row = await insertSite(tx, { name, allowedOrigins });
        const secret = await issueSecret(tx, row.site_id, now());
        if (request.administratorEmail !== '') {
          await insertFirstAdministrator(tx, row.site_id, request.administratorEmail);
        }
        const actorId = manager.accountId;
        await recordSiteChange(tx, { siteId: row.site_id, actorId, action: 'site.created', detail: {} });
        return { site: siteMessage(row), secret };
      });
    },

    async updateSite(request, context) {
      const manager = siteManager(context);
      const { siteId } = request;
      requireSite(manager, siteId);
      if (request.plan !== undefined) requireOperator(manager, 'the plan');
      return sql.begin(async (tx) => {
        const before = await requireRow(tx, siteId);
        const row = await updateSite(tx, siteId, changesOf(request, before, issuer));
        const detail = { changed: changedNames(before, row) };
        await recordSiteChange(tx, { siteId, actorId: manager.accountId, action: 'site.updated', detail });
        return { site: siteMessage(row) };
      });
    },

    async listSites(request, context) {
      const { siteId } = siteManager(context);
      const limit = request.pageSize || DEFAULT_PAGE;
      const rows = await listSites(sql, { siteId, after: pagePlace(request.pageToken), limit });
      const last = rows.length === limit ? rows.at(-1) : undefined;
      return {
        sites: rows.map(siteMessage),
        nextPageToken: last ? pageToken({ name: last.sort_name, siteId: last.site_id }) : '',
      };
    },

    async rotateSecret({ siteId }, context) {
      const manager = siteManager(context);
      requireSite(manager, siteId);
      return sql.begin(async (tx) => {
        await requireRow(tx, siteId);
        const at = now();
        const secret = await issueSecret(tx, siteId, at);
        const actorId = manager.accountId;
        await recordSiteChange(tx, { siteId, actorId, action: 'site.secret-rotated', detail: {} });
        return { secret, oldSecretUntil: timestampFromDate(overlapEnd(at)) };
      });
    },

    async createEmbedToken(request, context) {
      const siteId = backendSite(context);
      const issuedAt = now();
      const { token, expiresAt } = await mintEmbedToken(signingKeys.current(issuedAt), {
        issuer,
        siteId,
        subject: subjectOf(request.subject),
        displayName: plainName(request.displayName),
        scopes: scopesOf(request.scopes),
        issuedAt,
        lifetimeSeconds: Number(request.timeToLive?.seconds ?? MAX_TOKEN_SECONDS),
      });
      return { token, expiresAt: timestampFromDate(expiresAt) };
    },
  };
}

async function insertFirstAdministrator(tx: AnySql, siteId: string, email: string): Promise<void> {
  try {
    await insertAdministrator(tx, siteId, email);
  } catch (error) {
    if (!hasCode(error, '23505')) throw error;
    const description = `${email} has an account already`;
    throw alreadyExists({ field: 'administrator_email', reason: 'EMAIL_TAKEN', description });
  }
}

async function requireRow(tx: AnySql, siteId: string): Promise<SiteRow> {
  const row = await lockSite(tx, siteId);
  if (row) return row;
  throw notFound({ field: 'site_id', reason: 'UNKNOWN_SITE', description: `there is no site ${siteId}` });
}

function backendSite(context: HandlerContext): string {
  const principal = context.values.get(principalKey);
  if (principal.kind === 'site-backend') return principal.siteId;
  const message = 'tokens are made by the backend of a site: "Authorization: Bearer sk_…"';
  throw permissionDenied({ reason: 'SITE_SECRET_NEEDED', message });
}

function changedNames(before: SiteRow, after: SiteRow): string[] {
  const names = ['name', 'allowed_origins', 'plan', 'jwks_url', 'jwt_issuer'] as const;
  return names.filter((name) => String(before[name]) !== String(after[name]));
}
