import { timestampFromDate, timestampFromMs } from '@bufbuild/protobuf/wkt';
import type { HandlerContext, ServiceImpl } from '@connectrpc/connect';
import { principalKey } from '../access/principal-key.ts';
import { answerPrivately } from '../accounts/answer-privately.ts';
import { callingPerson } from '../accounts/caller-account.ts';
import type { AlertService } from '../gen/wattlet/v1/alert_service_pb.js';
import type { EventBus } from '../platform/bus/event-bus.ts';
import type { Sql } from '../platform/postgres/database.ts';
import { acknowledgeAlert } from './acknowledge-alert.ts';
import { alertViewOf } from './alert-view.ts';
import { findAlert, listAlerts } from './list-alerts.ts';
import { alertMessage, statesOf } from './named-alert.ts';
import { readHeadroom } from './read-headroom.ts';
import { type WebhookServiceOptions, webhookMethods } from './webhooks/webhook-methods.ts';

const DEFAULT_PAGE = 50;

/** What {@link alertService} works with. */
export interface AlertServiceOptions extends WebhookServiceOptions {
  readonly sql: Sql;
  readonly bus: Pick<EventBus, 'publish'>;
  /** The current time. */
  readonly now: () => Date;
}

/** Alerts for those who may see them: customers their own, the people and the backend of a site all of it. */
export function alertService(options: AlertServiceOptions): ServiceImpl<typeof AlertService> {
  const { sql, bus, now } = options;
  const viewOf = (context: HandlerContext) => alertViewOf(context.values.get(principalKey));
  return {
    listAlerts: (request, context) =>
      answerPrivately(context, async () => {
        const { rows, nextPageToken, head } = await listAlerts(sql, {
          ...viewOf(context),
          states: statesOf(request.states),
          meterId: request.meterId || undefined,
          limit: request.pageSize || DEFAULT_PAGE,
          pageToken: request.pageToken,
        });
        return { alerts: rows.map(alertMessage), nextPageToken, cursor: { sequence: head } };
      }),

    getAlert: ({ alertId }, context) =>
      answerPrivately(context, async () => ({
        alert: alertMessage(await findAlert(sql, viewOf(context), alertId)),
      })),

    acknowledgeAlert: (request, context) =>
      answerPrivately(context, async () => {
        const { accountId } = callingPerson(context);
        const { alertId } = request;
        const row = await acknowledgeAlert(
          { sql, bus },
          { view: viewOf(context), alertId, accountId, now: now() },
        );
        return { alert: alertMessage(row) };
      }),

    getHeadroom: (request, context) =>
      answerPrivately(context, async () => {
        const view = { ...viewOf(context), meterId: request.meterId || undefined };
        const meters = await readHeadroom(sql, view, now());
        return {
          meters: meters.map(({ hour, asOf, ...meter }) => ({
            ...meter,
            hour: timestampFromMs(hour),
            ...(asOf && { asOf: timestampFromDate(asOf) }),
          })),
        };
      }),

    ...webhookMethods(options),
  };
}
