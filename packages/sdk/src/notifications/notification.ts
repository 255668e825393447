import type { AlertRule } from '../alerts/alert.ts';
import type { StreamName } from '../series/series-key.ts';

/** What somebody should know of. */
export type NotificationSubject =
  | {
      /** The subscription ends within a week, or has ended. */
      readonly kind: 'subscription';
      readonly endsAt: Date;
      /** 0 when it has ended. */
      readonly daysLeft: number;
    }
  | {
      /** A meter is above its limit or silent, and nobody has acknowledged it. */
      readonly kind: 'alert';
      readonly alertId: string;
      readonly meterId: string;
      readonly meterName: string;
      readonly rule: AlertRule;
      readonly hour: Date;
      readonly wattHours: number;
      readonly limitWattHours: number;
    }
  | {
      /** Somebody has written, and it was not read. */
      readonly kind: 'chat';
      readonly conversationId: string;
      /** Absent where nobody in particular has. */
      readonly writerName?: string;
      readonly unread: number;
    }
  | {
      /** Something of a stream waits for those who run the platform. */
      readonly kind: 'pipeline';
      readonly stream: StreamName;
      readonly quarantined: number;
      readonly deadLetters: number;
    };

/** One thing to know of. */
export type Notification = NotificationSubject & {
  /** The same for the same thing. */
  readonly id: string;
  readonly at: Date;
  readonly seen: boolean;
};

/** What there is to know, newest first. */
export interface Notifications {
  readonly notifications: readonly Notification[];
  readonly unseen: number;
}
