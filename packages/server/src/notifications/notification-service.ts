import { timestampFromDate, timestampMs } from '@bufbuild/protobuf/wkt';
import type { ServiceImpl } from '@connectrpc/connect';
import { judge } from '../access/judge.ts';
import { PERMISSIONS } from '../access/permissions.ts';
import { answerPrivately } from '../accounts/answer-privately.ts';
import { signedInPerson } from '../accounts/caller-account.ts';
import type { NotificationService } from '../gen/wattlet/v1/notification_pb.js';
import type { Sql } from '../platform/postgres/database.ts';
import type { Streams } from '../streams/open-streams.ts';
import { markSeen, seenUntil } from './notification-store.ts';
import { alertNotices, chatNotices, subscriptionNotices } from './people-notices.ts';
import { pipelineNotices } from './pipeline-notices.ts';

const MOST = 50;

/** What {@link notificationService} works with. */
export interface NotificationServiceOptions {
  readonly sql: Sql;
  readonly streams: Streams;
  /** The current time. */
  readonly now: () => Date;
}

/** What people who are signed in should know of, worked out from what is stored. */
export function notificationService({
  sql,
  streams,
  now,
}: NotificationServiceOptions): ServiceImpl<typeof NotificationService> {
  return {
    listNotifications: (_request, context) =>
      answerPrivately(context, async () => {
        const person = signedInPerson(context);
        const runsPlatform = judge(person, PERMISSIONS['OperationsService.listImports']) === undefined;
        const [seen, ...found] = await Promise.all([
          seenUntil(sql, person),
          subscriptionNotices(sql, person, now()),
          alertNotices(sql, person),
          chatNotices(sql, person),
          runsPlatform ? pipelineNotices(streams) : [],
        ]);
        const notifications = found
          .flat()
          .sort((one, other) => other.at.getTime() - one.at.getTime())
          .slice(0, MOST)
          .map(({ at, ...notice }) => ({
            ...notice,
            at: timestampFromDate(at),
            seen: seen !== undefined && at <= seen,
          }));
        return { notifications, unseen: notifications.filter((notice) => !notice.seen).length };
      }),

    markNotificationsSeen: ({ until }, context) =>
      answerPrivately(context, async () => {
        const person = signedInPerson(context);
        const nowMs = now().getTime();
        const untilMs = until ? timestampMs(until) : nowMs;
        await markSeen(sql, person, new Date(Math.max(0, Math.min(untilMs, nowMs))));
        return {};
      }),
  };
}
