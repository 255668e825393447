import type { CredentialResolver } from '../access/credential-resolver.ts';
import { accessTokenResolver } from '../accounts/access-token-resolver.ts';
import type { AccountParts } from '../accounts/account-parts.ts';
import { OidcClient } from '../accounts/oidc/oidc-client.ts';
import type { OidcRoutesOptions } from '../accounts/oidc/oidc-routes.ts';
import { PasswordHasher } from '../accounts/password-hasher.ts';
import { manualPayment } from '../accounts/payment-provider.ts';
import { sessionResolver } from '../accounts/session-resolver.ts';
import { SignInLimits } from '../accounts/sign-in-limits.ts';
import type { AlertServiceOptions } from '../alerts/alert-service.ts';
import { type Chat, openChat } from '../chat/open-chat.ts';
import type { Config } from '../config.ts';
import { EmbedTokenResolver } from '../embedding/embed-token-resolver.ts';
import { masterSecret, openMasterSecret } from '../embedding/master-secret.ts';
import { PublishableKeyResolver } from '../embedding/publishable-key-resolver.ts';
import { signingKeys } from '../embedding/signing-keys.ts';
import { SiteKeySets } from '../embedding/site-key-sets.ts';
import { SiteSecretResolver } from '../embedding/site-secret-resolver.ts';
import type { SiteServiceOptions } from '../embedding/site-service.ts';
import type { MeterServiceOptions } from '../meters/meter-service.ts';
import { ReadingIntake, type ReadingIntakeOptions } from '../meters/reading-intake.ts';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import type { EventBus } from '../platform/bus/event-bus.ts';
import { guardedFetch } from '../platform/guarded-fetch.ts';
import type { Log } from '../platform/log.ts';
import type { Database } from '../platform/postgres/database.ts';

/** The parts that know people and sites. */
export interface People {
  readonly resolvers: readonly CredentialResolver[];
  readonly accounts: AccountParts;
  readonly oidc: Omit<OidcRoutesOptions, 'limits'>;
  readonly sites: SiteServiceOptions & { readonly now: () => Date };
  readonly meters: MeterServiceOptions;
  readonly alerts: AlertServiceOptions;
  readonly chat: Chat;
}

export interface OpenPeopleOptions {
  readonly config: Pick<
    Config,
    | 'home'
    | 'secret'
    | 'publicUrl'
    | 'port'
    | 'oidc'
    | 'previewArea'
    | 'allowPrivateJwks'
    | 'allowPrivateWebhooks'
    | 'readingRules'
  >;
  /** Where people and sites are. */
  readonly platform: Database;
  /** Events of what is there. */
  readonly bus: EventBus;
  /** Where files of chats are. */
  readonly blobs: BlobStore;
  readonly log: Log;
  /** The current time. */
  readonly now: () => Date;
  /** Hears what became of readings. */
  readonly onTaken: NonNullable<ReadingIntakeOptions['onTaken']>;
}

/** Puts the parts together that know people and sites. */
export async function openPeople({
  config,
  platform,
  bus,
  blobs,
  log,
  now,
  onTaken,
}: OpenPeopleOptions): Promise<People> {
  const { sql } = platform;
  const secret =
    config.secret === undefined ? await openMasterSecret({}, config.home) : masterSecret(config.secret);
  const issuer = config.publicUrl ?? `http://localhost:${config.port}`;
  const providers = config.oidc.map((settings) => new OidcClient(settings));
  const { allowPrivateJwks } = config;
  const siteKeySets = new SiteKeySets({
    log,
    fetch: (url) => guardedFetch(url, { allowPrivate: allowPrivateJwks }),
  });
  const keys = signingKeys(secret);
  const { readingRules: rules } = config;
  const intake = new ReadingIntake({ database: platform, bus, rules, now, onTaken });
  const chat = openChat({ database: platform, blobs, secret, log, now });
  return {
    resolvers: [
      sessionResolver({ sql }),
      accessTokenResolver({ sql }),
      new EmbedTokenResolver({ sql, signingKeys: keys, siteKeySets, issuer }),
      new PublishableKeyResolver(sql),
      new SiteSecretResolver(sql),
      chat.visitors,
    ],
    accounts: {
      sql,
      passwords: await PasswordHasher.create(),
      limits: new SignInLimits(sql),
      addressKey: secret.derive('known addresses'),
      payment: manualPayment,
      providers: providers.map(({ name }) => name),
      previewArea: config.previewArea,
      now,
    },
    oidc: { sql, providers, secret, log, publicUrl: config.publicUrl, now },
    sites: { sql, signingKeys: keys, issuer, now },
    meters: { sql, bus, intake, rules, now },
    alerts: { sql, bus, secret, allowPrivateWebhooks: config.allowPrivateWebhooks, now },
    chat,
  };
}
