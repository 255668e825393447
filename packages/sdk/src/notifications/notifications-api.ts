import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import { type CallOptions, type Client, createClient } from '@connectrpc/connect';
import { toRule } from '../alerts/from-wire.ts';
import type { Connection } from '../connection.ts';
import { NotificationService, type Notification as Wire } from '../gen/wattlet/v1/notification_pb.js';
import { toStreamName } from '../series/stream-names.ts';
import { type Cancellable, call } from '../transport/call.ts';
import { optionalText, toDate } from '../transport/from-wire.ts';
import type { Notification, NotificationSubject, Notifications } from './notification.ts';

/**
 * What somebody who is signed in should know of: worked out from what is stored, so that it goes when its cause does. Every
 * method rejects with a `WattletError`, and with nothing else.
 */
export class NotificationsApi {
  readonly #connection: Connection;
  readonly #client: Client<typeof NotificationService>;

  constructor(connection: Connection) {
    this.#connection = connection;
    this.#client = createClient(NotificationService, connection.transports.fresh);
  }

  /** What there is now, newest first, at most 50. */
  list({ signal }: Cancellable = {}): Promise<Notifications> {
    return this.#call(signal, async (options) => {
      const { notifications, unseen } = await this.#client.listNotifications({}, options);
      return {
        notifications: notifications.flatMap((notification) => toNotification(notification) ?? []),
        unseen,
      };
    });
  }

  /** Notes that the caller has seen what there was until a time, such as that of the newest that was shown. */
  markSeen(until: Date, { signal }: Cancellable = {}): Promise<void> {
    return this.#call(signal, async (options) => {
      await this.#client.markNotificationsSeen({ until: timestampFromDate(until) }, options);
    });
  }

  #call<T>(signal: AbortSignal | undefined, run: (options: CallOptions) => Promise<T>): Promise<T> {
    return call(this.#connection.closing, signal, run);
  }
}

/** Undefined for a kind that this version does not know. */
function toNotification({ id, at, seen, about }: Wire): Notification | undefined {
  const subject = toSubject(about);
  return subject && { ...subject, id, at: toDate(at, 'notification.at'), seen };
}

function toSubject(about: Wire['about']): NotificationSubject | undefined {
  switch (about.case) {
    case 'subscription': {
      const { endsAt, daysLeft } = about.value;
      return { kind: 'subscription', endsAt: toDate(endsAt, 'subscription.ends_at'), daysLeft };
    }
    case 'alert': {
      const { alertId, meterId, meterName, rule, hour, wattHours, limitWattHours } = about.value;
      return {
        ...{
          kind: 'alert',
          alertId,
          meterId,
          meterName,
          rule: toRule(rule),
          hour: toDate(hour, 'alert.hour'),
        },
        ...{ wattHours: Number(wattHours), limitWattHours: Number(limitWattHours) },
      };
    }
    case 'chat': {
      const { conversationId, writerName, unread } = about.value;
      return { kind: 'chat', conversationId, ...optionalText('writerName', writerName), unread };
    }
    case 'pipeline': {
      const { stream, quarantined, deadLetters } = about.value;
      return { kind: 'pipeline', stream: toStreamName(stream), quarantined, deadLetters };
    }
    case undefined:
      return undefined;
  }
}
