import type { HandlerContext, ServiceImpl } from '@connectrpc/connect';
import type { Person } from '../access/principal.ts';
import type { AccountService, ExtendSubscriptionRequest } from '../gen/wattlet/v1/account_pb.js';
import { failedPrecondition, notFound } from '../rpc/errors.ts';
import type { AccountKey } from './account-key.ts';
import { ledgerMessage, subscriptionMessage } from './account-messages.ts';
import type { AccountParts } from './account-parts.ts';
import { lockAccount } from './account-store.ts';
import { answerPrivately } from './answer-privately.ts';
import { audit } from './audit.ts';
import { callingPerson, signedInAs, signedInPerson } from './caller-account.ts';
import { PLATFORM_SITE_ID } from './platform-site.ts';
import { type Extension, extendSubscription, findExtension, listLedger } from './subscription-store.ts';

type Methods = 'getSubscription' | 'extendSubscription';

/** What people pay for. */
export function subscriptionMethods(parts: AccountParts): Pick<ServiceImpl<typeof AccountService>, Methods> {
  const { sql, now } = parts;
  return {
    getSubscription: (_request, context) =>
      answerPrivately(context, async () => {
        const ledger = await listLedger(sql, callingPerson(context));
        const [last] = ledger;
        return {
          ...(last && { subscription: subscriptionMessage(last, now()) }),
          ledger: ledger.map(ledgerMessage),
        };
      }),

    extendSubscription: (request, context) =>
      answerPrivately(context, async () => {
        const isGrant = request.accountId !== '';
        const person = isGrant ? signedInAs(context, 'administrator') : signedInPerson(context);
        const account = { siteId: person.siteId, accountId: isGrant ? request.accountId : person.accountId };
        if (person.siteId !== PLATFORM_SITE_ID) throw coveredBySite();
        const how = isGrant
          ? ({ reason: 'granted', grantedBy: person.accountId } as const)
          : await pay(parts, { account, request, context });
        const { requestId, months } = request;
        const line = await extend(parts, {
          account,
          person,
          extension: { requestId, months, ...how, now: now() },
        });
        return { subscription: subscriptionMessage(line, now()) };
      }),
  };
}

/** A request that is paid and added already is not paid again. */
async function pay(
  { sql, payment }: AccountParts,
  call: { account: AccountKey; request: ExtendSubscriptionRequest; context: HandlerContext },
) {
  const { account, context } = call;
  const { requestId, months } = call.request;
  if (!(await findExtension(sql, account, { requestId, months }))) {
    await payment.pay({ ...account, requestId, months }, context.signal);
  }
  return { reason: payment.reason, grantedBy: undefined };
}

function extend(
  { sql }: AccountParts,
  { account, person, extension }: { account: AccountKey; person: Person; extension: Extension },
) {
  return sql.begin(async (tx) => {
    if (!(await lockAccount(tx, account))) throw unknownAccount(account);
    const { line, isNew } = await extendSubscription(tx, account, extension);
    const { reason, requestId, months } = extension;
    const action = reason === 'granted' ? 'subscription.granted' : 'subscription.extended';
    const entry = { target: account, actorId: person.accountId, action } as const;
    if (isNew) await audit(tx, { ...entry, detail: { request: requestId, months } });
    return line;
  });
}

function unknownAccount({ accountId }: AccountKey) {
  const description = `there is no account ${accountId} on this site`;
  return notFound({ field: 'account_id', reason: 'UNKNOWN_ACCOUNT', description });
}

function coveredBySite() {
  const message = 'the plan of the site covers its accounts: there is nothing to extend';
  return failedPrecondition({ reason: 'COVERED_BY_SITE', message });
}
