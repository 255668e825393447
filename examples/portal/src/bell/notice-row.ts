import type { Notification } from '@wattlet/sdk';
import type { IconName } from '../icons/icon.ts';
import { bellWords } from './bell-words.ts';

/** A notification in words, and where it leads. */
export interface NoticeRow {
  readonly icon: IconName;
  readonly title: string;
  readonly text: string;
  readonly href: string;
}

/**
 * Says a notification in words.
 *
 * @param isStaff whether the person answers customers, and so reads chats in the inbox
 */
export function noticeRow(notice: Notification, locale: string, isStaff: boolean): NoticeRow {
  const { words } = bellWords;
  switch (notice.kind) {
    case 'subscription':
      return {
        icon: 'account',
        title: notice.daysLeft > 0 ? words.ends(notice.daysLeft) : words.ended,
        text: words.extend,
        href: '/account#subscription',
      };
    case 'alert': {
      const { meterId, meterName, rule, hour, wattHours, limitWattHours } = notice;
      const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 });
      const [used, limit] = [wattHours, limitWattHours].map((one) => number.format(one / 1000));
      return {
        icon: 'warning',
        title: rule === 'no-data' ? words.silent(meterName) : words.over(meterName),
        text: rule === 'no-data' ? '' : words.amount(used ?? '', limit ?? ''),
        href: isStaff
          ? '/admin/alerts'
          : `/meters/${meterId}?${new URLSearchParams({ hour: hour.toISOString() })}`,
      };
    }
    case 'chat':
      return {
        icon: 'support',
        title: words.wrote(notice.writerName),
        text: words.unread(notice.unread),
        href: isStaff ? '/admin/inbox' : '/support',
      };
    case 'pipeline':
      return {
        icon: 'revision',
        title: words.pipeline(words.streams[notice.stream]),
        text: words.waiting(notice.quarantined, notice.deadLetters),
        href: '/admin/pipeline',
      };
  }
}
