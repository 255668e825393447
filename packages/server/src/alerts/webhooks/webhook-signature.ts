import { createHmac } from 'node:crypto';
import type { MasterSecret } from '../../embedding/master-secret.ts';

/** A body to be signed. */
export interface SignedMessage {
  /** Equal for all tries of one delivery: receivers tell repeats by it. */
  readonly id: string;
  readonly sentAt: Date;
  readonly body: string;
}

/**
 * The key that a site's deliveries are signed with. It is derived and stored nowhere; another `secretId` is another key.
 */
export function webhookKey(secret: MasterSecret, siteId: string, secretId: string): Buffer {
  return secret.derive(`webhook ${siteId} ${secretId}`);
}

/** The key as it is shown to the site, once: `whsec_` and base64, as Standard Webhooks has it. */
export function shownKey(key: Buffer): string {
  return `whsec_${key.toString('base64')}`;
}

/**
 * Headers of a delivery, after https://www.standardwebhooks.com: the signature is HMAC-SHA-256 over `id.timestamp.body`,
 * the timestamp in seconds since 1970, so that an old delivery cannot be sent again as new.
 */
export function signedHeaders(key: Buffer, { id, sentAt, body }: SignedMessage): Record<string, string> {
  const timestamp = String(Math.floor(sentAt.getTime() / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'user-agent': 'Wattlet-Webhook/1',
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature}`,
    'idempotency-key': id,
  };
}
