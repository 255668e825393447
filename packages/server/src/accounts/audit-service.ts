import { timestampDate } from '@bufbuild/protobuf/wkt';
import type { HandlerContext, ServiceImpl } from '@connectrpc/connect';
import { includesRole } from '../access/principal.ts';
import { principalKey } from '../access/principal-key.ts';
import type { AuditService } from '../gen/wattlet/v1/audit_pb.js';
import type { Sql } from '../platform/postgres/database.ts';
import { invalidRequest, permissionDenied } from '../rpc/errors.ts';
import { answerPrivately } from './answer-privately.ts';
import { auditMessage } from './audit-messages.ts';
import { listAuditEntries } from './list-audit-entries.ts';
import { PLATFORM_SITE_ID } from './platform-site.ts';

const DEFAULT_PAGE = 50;

/** What was done to whom by whom: administrators read of their site, those who run the platform of all. */
export function auditService({ sql }: { readonly sql: Sql }): ServiceImpl<typeof AuditService> {
  return {
    listAuditEntries: (request, context) =>
      answerPrivately(context, async () => {
        const ownSite = seenSite(context);
        const { siteId, actorId, targetId, action, from, to } = request;
        if (ownSite !== undefined && siteId !== '' && siteId !== ownSite) {
          throw permissionDenied({
            reason: 'OTHER_SITE',
            message: 'the log of other sites is not yours to see',
          });
        }
        const limit = request.pageSize || DEFAULT_PAGE;
        const rows = await listAuditEntries(sql, {
          siteId: ownSite ?? (siteId || undefined),
          seesAll: ownSite === undefined,
          actorId: actorId || undefined,
          targetId: targetId || undefined,
          action,
          from: from && timestampDate(from),
          to: to && timestampDate(to),
          before: pageStart(request.pageToken),
          limit: limit + 1,
        });
        const shown = rows.slice(0, limit);
        return {
          entries: shown.map(auditMessage),
          nextPageToken: rows.length > limit ? String(shown.at(-1)?.entry_id ?? '') : '',
        };
      }),
  };
}

/** The only site whose log the caller sees; undefined for those who see all. */
function seenSite(context: HandlerContext): string | undefined {
  const principal = context.values.get(principalKey);
  if (principal.kind === 'operator') return undefined;
  if (principal.kind === 'person' && includesRole(principal.role, 'administrator')) {
    return principal.siteId === PLATFORM_SITE_ID ? undefined : principal.siteId;
  }
  throw permissionDenied({ reason: 'ROLE_TOO_LOW', message: 'this is for administrators' });
}

function pageStart(token: string): bigint | undefined {
  if (token === '') return undefined;
  if (/^[1-9]\d{0,17}$/.test(token)) return BigInt(token);
  throw invalidRequest([
    { field: 'page_token', reason: 'UNKNOWN_PAGE', description: 'is not one that an answer gave' },
  ]);
}
