import { isBehindProxy } from '../access/operator-access.ts';
import type { Config } from '../config.ts';
import { isLoopbackHost } from '../embedding/origins.ts';

/** What advice about access goes by. */
export type AccessConfig = Pick<
  Config,
  | 'host'
  | 'publicUrl'
  | 'trustedProxies'
  | 'openData'
  | 'operatorToken'
  | 'secret'
  | 'platformDatabaseUrl'
  | 'callsPerMinute'
  | 'allowPrivateJwks'
  | 'allowPrivateWebhooks'
>;

/** Characters below which a secret was made up rather than drawn. */
const FEW_CHARACTERS = 10;

/** What is missing or weak of the settings that keep strangers out; empty where nothing is. */
export function accessAdvice(config: AccessConfig): string[] {
  const { host, publicUrl, trustedProxies, openData, operatorToken, secret } = config;
  const isReachable = !isLoopbackHost(host);
  const url = publicUrl === undefined ? undefined : new URL(publicUrl);
  const advice: (string | false)[] = [
    openData && isReachable && 'WATTLET_OPEN_DATA gives the series to everybody who reaches this server',
    isReachable &&
      !url &&
      'PUBLIC_URL is not set: tokens are for http://localhost, and pages are of whatever host they ask for',
    url?.protocol === 'http:' &&
      !isLoopbackHost(url.hostname) &&
      'PUBLIC_URL is plain http: passwords and cookies can be read on the way',
    url?.protocol === 'https:' &&
      trustedProxies.length === 0 &&
      'TRUSTED_PROXIES is not set: what ends https in front of this server counts as one caller',
    operatorToken === undefined &&
      isBehindProxy(config) &&
      'OPERATOR_TOKEN is not set: behind a proxy operators are served signed in only, and /metrics of this port likewise',
    isWeak(operatorToken) && 'OPERATOR_TOKEN is easy to guess: make one with `openssl rand -hex 32`',
    isWeak(secret) && 'WATTLET_SECRET is easy to guess: make one with `openssl rand -hex 32`',
    config.platformDatabaseUrl !== undefined &&
      secret === undefined &&
      'WATTLET_SECRET is not set: several nodes on one database need the same one',
    config.callsPerMinute === 0 && isReachable && 'CALLS_PER_MINUTE is 0: nobody is slowed down',
    config.allowPrivateJwks &&
      'ALLOW_PRIVATE_JWKS lets administrators of sites make this server fetch from your own network',
    config.allowPrivateWebhooks &&
      'ALLOW_PRIVATE_WEBHOOKS lets administrators of sites make this server send to your own network',
  ];
  return advice.filter((line) => line !== false);
}

function isWeak(secret: string | undefined): boolean {
  return secret !== undefined && new Set(secret).size < FEW_CHARACTERS;
}
