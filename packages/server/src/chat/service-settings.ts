import type { MessageInitShape } from '@bufbuild/protobuf';
import { timestampFromDate } from '@bufbuild/protobuf/wkt';
import type { ServiceImpl } from '@connectrpc/connect';
import { principalKey } from '../access/principal-key.ts';
import { answerPrivately } from '../accounts/answer-privately.ts';
import { signedInAs } from '../accounts/caller-account.ts';
import type {
  ChatService,
  ChatSettingsSchema,
  ChatSettings as SettingsMessage,
} from '../gen/wattlet/v1/chat_pb.js';
import { auditChat } from './chat-audit.ts';
import { callerOf } from './chat-caller.ts';
import { noVisitors } from './chat-errors.ts';
import type { ChatParts } from './chat-parts.ts';
import { type ChatSettings, readSettings, writeSettings } from './chat-settings.ts';
import { messageText } from './chat-text.ts';
import { eraseChats } from './erase-chats.ts';
import { exportChatsOf } from './export-chats.ts';
import { checkOpeningHours, openingAt } from './opening-hours.ts';

type Methods = 'getChatSettings' | 'updateChatSettings' | 'exportCustomerChats' | 'eraseCustomerChats';

/** What administrators decide. */
export function settingsMethods(parts: ChatParts): Pick<ServiceImpl<typeof ChatService>, Methods> {
  const { sql, wire, settings: cache, now } = parts;
  return {
    getChatSettings: (_request, context) =>
      answerPrivately(context, async () => {
        const principal = context.values.get(principalKey);
        const isVisitor = principal.kind === 'site-key';
        const { siteId, side } = isVisitor ? { ...principal, side: 'customer' } : callerOf(context);
        const settings = await readSettings(sql, siteId);
        if (isVisitor && !settings.anonymous) throw noVisitors();
        const { open, opensAt } = openingAt(settings, now());
        const all = settingsMessage(settings);
        const { timeZone, openingHours, exceptions, typingPreview } = all;
        return {
          // Customers may know when somebody answers, and whether what they type is seen.
          settings: side === 'site' ? all : { timeZone, openingHours, exceptions, typingPreview },
          openNow: open,
          ...(opensAt && { opensAt: timestampFromDate(opensAt) }),
        };
      }),

    updateChatSettings: ({ settings: message }, context) =>
      answerPrivately(context, async () => {
        const { siteId, accountId: actorId } = signedInAs(context, 'administrator');
        const settings = settingsOf(message);
        checkOpeningHours(settings);
        await sql.begin(async (tx) => {
          await writeSettings(tx, siteId, settings);
          const { retentionDays, anonymous, typingPreview } = settings;
          const detail = { retention_days: retentionDays, anonymous, typing_preview: typingPreview };
          await auditChat(tx, { siteId, actorId, action: 'chat.settings-updated', detail });
        });
        cache.forget(siteId);
        return { settings: settingsMessage(settings) };
      }),

    exportCustomerChats: ({ customerId }, context) =>
      answerPrivately(context, async () => {
        const { siteId, accountId: actorId } = signedInAs(context, 'administrator');
        const chats = await exportChatsOf(sql, { siteId, customerId, actorId });
        return {
          fileName: `wattlet-chats-${now().toISOString().slice(0, 10)}.json`,
          json: new TextEncoder().encode(JSON.stringify({ customer_id: customerId, chats }, undefined, 2)),
        };
      }),

    eraseCustomerChats: ({ customerId }, context) =>
      answerPrivately(context, async () => {
        const { siteId, accountId: actorId } = signedInAs(context, 'administrator');
        const erased = await eraseChats(sql, { siteId, customerId, actorId });
        for (const conversationId of erased) wire.ring({ siteId, conversationId });
        return { conversations: erased.length };
      }),
  };
}

function settingsMessage(settings: ChatSettings) {
  const { timeZone, slots, exceptions, awayReply, retentionDays, anonymous, typingPreview } = settings;
  return {
    ...{ timeZone, awayReply, retentionDays, anonymous, typingPreview },
    openingHours: slots.map((slot) => ({ ...slot })),
    exceptions: exceptions.map((exception) => ({ ...exception })),
  } satisfies MessageInitShape<typeof ChatSettingsSchema>;
}

function settingsOf(message: SettingsMessage | undefined): ChatSettings {
  const { timeZone = 'UTC', openingHours = [], exceptions = [] } = message ?? {};
  const { awayReply = '', retentionDays = 0 } = message ?? {};
  return {
    timeZone,
    slots: openingHours.map(({ dayOfWeek, fromMinute, toMinute }) => ({ dayOfWeek, fromMinute, toMinute })),
    exceptions: exceptions.map(({ date, fromMinute, toMinute }) => ({ date, fromMinute, toMinute })),
    awayReply: messageText(awayReply, 'settings.away_reply'),
    retentionDays,
    anonymous: message?.anonymous ?? false,
    typingPreview: message?.typingPreview ?? false,
  };
}
