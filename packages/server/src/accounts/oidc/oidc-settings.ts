import type { Setting } from '../../config.ts';
import { ConfigError } from '../../config-error.ts';
import { isLoopbackHost } from '../../embedding/origins.ts';
import { readSecretSetting } from '../../secret-setting.ts';

const GOOGLE = 'https://accounts.google.com';

/** A provider that people may sign in with. */
export interface OidcSettings {
  /** As it stands in paths and in `GetSession`: `google`. */
  readonly name: string;
  /** Where its metadata are found (OpenID Connect Discovery 1.0). */
  readonly issuer: URL;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** The variables that {@link readOidcSettings} reads. */
export const OIDC_SETTINGS: readonly Setting[] = [
  { name: 'GOOGLE_CLIENT_ID', fallback: '', meaning: 'client id at Google, for signing in with Google' },
  { name: 'GOOGLE_CLIENT_SECRET', fallback: '', meaning: 'client secret at Google', secret: true },
  { name: 'GOOGLE_CLIENT_SECRET_FILE', fallback: '', meaning: 'file that holds GOOGLE_CLIENT_SECRET' },
  { name: 'OIDC_ISSUER', fallback: '', meaning: 'issuer of another OpenID provider to sign in with' },
  { name: 'OIDC_CLIENT_ID', fallback: '', meaning: 'client id at that provider' },
  { name: 'OIDC_CLIENT_SECRET', fallback: '', meaning: 'client secret at that provider', secret: true },
  { name: 'OIDC_CLIENT_SECRET_FILE', fallback: '', meaning: 'file that holds OIDC_CLIENT_SECRET' },
  { name: 'OIDC_NAME', fallback: 'openid', meaning: 'name of that provider in addresses: a-z, 0-9 and -' },
];

/**
 * The providers that the environment configures: Google, another one, both or none.
 *
 * @throws ConfigError naming the variable that is missing or cannot be understood.
 */
export function readOidcSettings(env: Readonly<Record<string, string | undefined>>): OidcSettings[] {
  const providers = [
    readProvider(env, 'GOOGLE', { name: 'google', issuer: GOOGLE }),
    readProvider(env, 'OIDC', {
      name: env['OIDC_NAME'] || 'openid',
      issuer: env['OIDC_ISSUER'] || undefined,
    }),
  ].filter((provider) => provider !== undefined);
  const [first, second] = providers;
  if (first && first.name === second?.name) {
    throw new ConfigError(`OIDC_NAME is ${first.name}, which is taken by GOOGLE_CLIENT_ID: choose another`);
  }
  return providers;
}

function readProvider(
  env: Readonly<Record<string, string | undefined>>,
  prefix: 'GOOGLE' | 'OIDC',
  { name, issuer }: { readonly name: string; readonly issuer: string | undefined },
): OidcSettings | undefined {
  const clientId = env[`${prefix}_CLIENT_ID`] || undefined;
  const clientSecret = readSecretSetting(env, `${prefix}_CLIENT_SECRET`);
  const isMeant = clientId ?? clientSecret ?? (prefix === 'OIDC' ? issuer : undefined);
  if (isMeant === undefined) return undefined;
  const needed = (value: string | undefined, variable: string): string => {
    if (value !== undefined) return value;
    throw new ConfigError(`${prefix}_${variable} is not set, it belongs to the others of ${prefix}_`);
  };
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(name)) {
    throw new ConfigError(`OIDC_NAME is ${JSON.stringify(name)}, it may have a-z, 0-9 and -, at most 31`);
  }
  return {
    name,
    issuer: readIssuer(needed(issuer, 'ISSUER')),
    clientId: needed(clientId, 'CLIENT_ID'),
    clientSecret: needed(clientSecret, 'CLIENT_SECRET'),
  };
}

function readIssuer(text: string): URL {
  const url = URL.parse(text);
  if (url?.protocol === 'https:') return url;
  if (url?.protocol === 'http:' && isLoopbackHost(url.hostname)) return url;
  throw new ConfigError(
    `OIDC_ISSUER is ${JSON.stringify(text)}, it must be an address that begins with https://`,
  );
}
