import { randomUUID } from 'node:crypto';
import type { ServiceImpl } from '@connectrpc/connect';
import { answerPrivately } from '../../accounts/answer-privately.ts';
import { signedInAs } from '../../accounts/caller-account.ts';
import type { MasterSecret } from '../../embedding/master-secret.ts';
import { recordSiteChange } from '../../embedding/site-store.ts';
import type { AlertService } from '../../gen/wattlet/v1/alert_service_pb.js';
import { checkFetchUrl, GuardedFetchError } from '../../platform/guarded-fetch.ts';
import type { Sql } from '../../platform/postgres/database.ts';
import { invalidRequest } from '../../rpc/errors.ts';
import { shownKey, webhookKey } from './webhook-signature.ts';
import { deleteWebhook, findWebhook, putWebhook } from './webhook-store.ts';

/** What {@link webhookMethods} work with. */
export interface WebhookServiceOptions {
  readonly sql: Sql;
  /** What signing keys are derived from. */
  readonly secret: MasterSecret;
  /** Webhooks may also be on addresses that are not of the public internet. */
  readonly allowPrivateWebhooks: boolean;
}

/** Where a site is told of its alerts: for its administrators. */
export function webhookMethods({
  sql,
  secret,
  allowPrivateWebhooks,
}: WebhookServiceOptions): Pick<ServiceImpl<typeof AlertService>, 'getWebhook' | 'setWebhook'> {
  return {
    getWebhook: (_request, context) =>
      answerPrivately(context, async () => {
        const { siteId } = signedInAs(context, 'administrator');
        const webhook = await findWebhook(sql, siteId);
        return webhook ? { url: webhook.url, waiting: webhook.waiting, parked: webhook.parked } : {};
      }),

    setWebhook: (request, context) =>
      answerPrivately(context, async () => {
        const { siteId, accountId } = signedInAs(context, 'administrator');
        const url = request.url === '' ? undefined : acceptedUrl(request.url, allowPrivateWebhooks);
        const secretId = randomUUID();
        await sql.begin(async (tx) => {
          if (url === undefined) await deleteWebhook(tx, siteId);
          else await putWebhook(tx, { siteId, url: url.href, secretId });
          // The path may hold a secret of the receiver's.
          const detail = { host: url?.host ?? '' };
          await recordSiteChange(tx, { siteId, actorId: accountId, action: 'site.webhook-set', detail });
        });
        return url === undefined ? {} : { secret: shownKey(webhookKey(secret, siteId, secretId)) };
      }),
  };
}

function acceptedUrl(text: string, allowPrivate: boolean): URL {
  try {
    return checkFetchUrl(text, allowPrivate);
  } catch (error) {
    if (!(error instanceof GuardedFetchError)) throw error;
    const reason = error.refusal === 'forbidden-address' ? 'FORBIDDEN_ADDRESS' : 'BAD_URL';
    throw invalidRequest([{ field: 'url', reason, description: error.message }], error);
  }
}
