import { Authenticator } from '../access/authenticator.ts';
import type { CallerSlots } from '../access/caller-slots.ts';
import type { CredentialResolver } from '../access/credential-resolver.ts';
import { readEntitlement } from '../access/entitlement-store.ts';
import { Entitlements } from '../access/entitlements.ts';
import { OperatorAccess } from '../access/operator-access.ts';
import { RateLimits } from '../access/rate-limits.ts';
import { SeriesAccess } from '../access/series-access.ts';
import { downloadSlots } from '../access/series-http-access.ts';
import { SeriesPreview } from '../access/series-preview.ts';
import { streamSlots } from '../access/stream-slots.ts';
import type { Config } from '../config.ts';
import type { Database } from '../platform/postgres/database.ts';
import type { SeriesDatabases } from '../streams/series-databases.ts';

/** The parts that decide who calls and what they may see. */
export interface Access {
  readonly authenticator: Authenticator;
  readonly operators: OperatorAccess;
  readonly limits: RateLimits;
  readonly streams: CallerSlots;
  readonly downloads: CallerSlots;
  readonly series: SeriesAccess;
}

export interface OpenAccessOptions {
  readonly config: Pick<
    Config,
    | 'operatorToken'
    | 'publicUrl'
    | 'trustedProxies'
    | 'openData'
    | 'previewArea'
    | 'callsPerMinute'
    | 'streamsPerPrincipal'
  >;
  readonly databases: SeriesDatabases;
  /** Where people and sites are. */
  readonly platform: Database;
  /** One for each kind of credential. */
  readonly resolvers: readonly CredentialResolver[];
  /** The current time. */
  readonly now: () => Date;
}

/** Puts the parts together that decide who calls and what they may see. */
export function openAccess(options: OpenAccessOptions): Access {
  const { config, databases, platform, resolvers, now } = options;
  const isLimited = config.callsPerMinute > 0;
  const operators = new OperatorAccess(config);
  const read: ConstructorParameters<typeof Entitlements>[0]['read'] = (person) =>
    readEntitlement(platform.sql, person);
  return {
    authenticator: new Authenticator({ resolvers, operators }),
    operators,
    limits: new RateLimits({ callsPerMinute: config.callsPerMinute }),
    streams: streamSlots(isLimited ? config.streamsPerPrincipal : 0),
    downloads: downloadSlots(isLimited),
    series: new SeriesAccess({
      openData: config.openData,
      entitlements: new Entitlements({ read, now }),
      preview: new SeriesPreview({ databases, area: config.previewArea }),
    }),
  };
}
