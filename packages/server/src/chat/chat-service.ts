import type { ServiceImpl } from '@connectrpc/connect';
import type { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import type { ChatParts } from './chat-parts.ts';
import { agentMethods } from './service-agents.ts';
import { attachmentMethods } from './service-attachments.ts';
import { conversationMethods } from './service-conversations.ts';
import { messageMethods } from './service-messages.ts';
import { settingsMethods } from './service-settings.ts';
import { visitMethods } from './service-visits.ts';

/** Support chats. Who calls comes from `principalKey`: customers are in their own conversations, agents in those of their site. */
export function chatService(parts: ChatParts): ServiceImpl<typeof ChatService> {
  return {
    ...conversationMethods(parts),
    ...messageMethods(parts),
    ...attachmentMethods(parts),
    ...agentMethods(parts),
    ...settingsMethods(parts),
    ...visitMethods(parts),
  };
}
