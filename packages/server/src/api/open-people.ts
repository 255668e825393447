import type { CredentialResolver } from '../access/credential-resolver.ts';
import type { Config } from '../config.ts';
import { EmbedTokenResolver } from '../embedding/embed-token-resolver.ts';
import { masterSecret, openMasterSecret } from '../embedding/master-secret.ts';
import { PublishableKeyResolver } from '../embedding/publishable-key-resolver.ts';
import { signingKeys } from '../embedding/signing-keys.ts';
import { SiteKeySets } from '../embedding/site-key-sets.ts';
import { SiteSecretResolver } from '../embedding/site-secret-resolver.ts';
import type { SiteServiceOptions } from '../embedding/site-service.ts';
import type { Log } from '../platform/log.ts';
import type { Database } from '../platform/postgres/database.ts';

/** The parts that know people and sites. */
export interface People {
  readonly resolvers: readonly CredentialResolver[];
  readonly sites: SiteServiceOptions & { readonly now: () => Date };
}

export interface OpenPeopleOptions {
  readonly config: Pick<Config, 'home' | 'secret' | 'publicUrl' | 'port'>;
  /** Where people and sites are. */
  readonly platform: Database;
  readonly log: Log;
  /** The current time. */
  readonly now: () => Date;
}

/** Puts the parts together that know people and sites. */
export async function openPeople({ config, platform, log, now }: OpenPeopleOptions): Promise<People> {
  const { sql } = platform;
  const secret =
    config.secret === undefined ? await openMasterSecret({}, config.home) : masterSecret(config.secret);
  const issuer = config.publicUrl ?? `http://localhost:${config.port}`;
  const keys = signingKeys(secret);
  return {
    resolvers: [
      new EmbedTokenResolver({ sql, signingKeys: keys, siteKeySets: new SiteKeySets({ log }), issuer }),
      new PublishableKeyResolver(sql),
      new SiteSecretResolver(sql),
    ],
    sites: { sql, signingKeys: keys, issuer, now },
  };
}
