import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { Plan, type SiteSchema } from '../gen/wattlet/v1/site_pb.js';
import type { SiteRow } from './site-store.ts';

/** A site as the contract says it. */
export function siteMessage(row: SiteRow): MessageInitShape<typeof SiteSchema> {
  return {
    id: row.site_id,
    name: row.name,
    allowedOrigins: row.allowed_origins,
    plan: row.plan === 'active' ? Plan.ACTIVE : Plan.SUSPENDED,
    publishableKey: row.publishable_key,
    jwksUrl: row.jwks_url ?? '',
    jwtIssuer: row.jwt_issuer ?? '',
    createdAt: timestampFromDate(row.created_at),
  };
}

/** A plan of the contract as it is stored. */
export function planOf(plan: Plan): SiteRow['plan'] {
  return plan === Plan.SUSPENDED ? 'suspended' : 'active';
}
