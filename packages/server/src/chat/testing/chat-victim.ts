import { randomUUID } from 'node:crypto';
import type { AccountKey } from '../../accounts/account-key.ts';
import { provisionCustomer } from '../../embedding/customer-store.ts';
import { openMasterSecret } from '../../embedding/master-secret.ts';
import type { Sql } from '../../platform/postgres/database.ts';
import { saveCannedReply } from '../agent-store.ts';
import { announceAttachment } from '../attachment-store.ts';
import { writeSettings } from '../chat-settings.ts';
import { MessageQueue } from '../message-queue.ts';
import { openConversation } from '../open-conversation.ts';
import { sendMessage } from '../send-message.ts';
import { subjectOfVisitor, VisitTokens } from '../visit-token.ts';

/**
 * For tests: a conversation of a customer with a message and a file, on a site that lets visitors write and has a canned
 * reply `hello`.
 */
export async function makeChatVictim(
  sql: Sql,
  { siteId, accountId }: AccountKey,
): Promise<{ readonly conversationId: string; readonly attachmentId: string }> {
  const caller = { siteId, accountId, side: 'customer' as const };
  const at = new Date();
  await writeSettings(sql, siteId, {
    ...{ timeZone: 'UTC', slots: [], exceptions: [] },
    ...{ awayReply: '', retentionDays: 0, anonymous: true, typingPreview: false },
  });
  await saveCannedReply(sql, siteId, { shortcut: 'hello', text: 'Hello' });
  const clientId = randomUUID();
  const conversationId = await openConversation(sql, caller, { clientId, customerId: accountId, at });
  const file = { conversationId, fileName: 'meter.png', bytes: 1 };
  const attachmentId = await announceAttachment(sql, caller, file);
  if (attachmentId === undefined) throw new Error('the file was not announced');
  await sql`
    update chat_attachment set blob_hash = ${'0'.repeat(64)}, media_type = 'image/png', size_bytes = 1
    where site_id = ${siteId} and attachment_id = ${attachmentId}`;
  const content = { text: 'a secret of mine', reference: null, attachmentIds: [attachmentId], note: false };
  await sendMessage({ sql, queue: new MessageQueue(sql) }, caller, {
    ...content,
    conversationId,
    clientId,
    at,
  });
  return { conversationId, attachmentId };
}

/** For tests: the token of a visitor of a site, by the secret of a server's home folder. */
export async function makeVisit(sql: Sql, home: string, siteId: string): Promise<string> {
  const visitorId = randomUUID();
  await provisionCustomer(sql, siteId, { subject: subjectOfVisitor(visitorId), displayName: 'Visitor' });
  const tokens = new VisitTokens((await openMasterSecret({}, home)).derive('chat visits'));
  return tokens.sign({ siteId, visitorId, expiresAt: new Date(Date.now() + 60_000) });
}
