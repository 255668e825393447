import type { MessageInitShape } from '@bufbuild/protobuf';
import type * as wire from '../gen/wattlet/v1/chat_pb.js';
import { present } from '../transport/from-wire.ts';

/** Hours of one day of the week, in the site's time zone. */
export interface OpeningHours {
  /** 1 (Monday) to 7 (Sunday). */
  readonly dayOfWeek: number;
  /** Minutes of the local clock from midnight; `[fromMinute, toMinute)`. */
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** Other hours on one day than its weekday has. Several of a day are its hours together. */
export interface OpeningException {
  /** By the site's calendar, as `2026-12-24`. */
  readonly date: string;
  /** Minutes of the local clock from midnight; `[fromMinute, toMinute)`, both 0 on a day without hours. */
  readonly fromMinute: number;
  readonly toMinute: number;
}

/** How a site's chat is set up. */
export interface ChatSettings {
  /** IANA name. */
  readonly timeZone: string;
  /** None means always open. */
  readonly openingHours: readonly OpeningHours[];
  /** Days with other hours, such as holidays. */
  readonly exceptions: readonly OpeningException[];
  /** What whoever writes outside the hours is answered; empty for nothing. For agents only. */
  readonly awayReply: string;
  /** Conversations are deleted so many days after their last message; 0 keeps them. For agents only. */
  readonly retentionDays: number;
  /** Visitors who are not signed in may write. For agents only. */
  readonly anonymous: boolean;
  /** Agents see what customers type before they send it. */
  readonly typingPreview: boolean;
}

export function toSettings(told: wire.ChatSettings | undefined): ChatSettings {
  const settings = present(told, 'settings');
  const { timeZone, openingHours, exceptions, awayReply, retentionDays, anonymous, typingPreview } = settings;
  return {
    ...{ timeZone, awayReply, retentionDays, anonymous, typingPreview },
    openingHours: openingHours.map(({ dayOfWeek, fromMinute, toMinute }) => ({
      ...{ dayOfWeek, fromMinute, toMinute },
    })),
    exceptions: exceptions.map(({ date, fromMinute, toMinute }) => ({ date, fromMinute, toMinute })),
  };
}

export function settingsMessage({
  openingHours,
  exceptions,
  ...settings
}: ChatSettings): MessageInitShape<typeof wire.ChatSettingsSchema> {
  return {
    ...settings,
    openingHours: openingHours.map((hours) => ({ ...hours })),
    exceptions: exceptions.map((exception) => ({ ...exception })),
  };
}
