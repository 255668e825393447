import { transcriptOf } from '@wattlet/sdk/transcript';
import type { MessageView } from '../chat-parts/render-message.ts';
import type { SupportChatClient } from './support-chat-client.ts';
import { supportStrings as strings } from './support-strings.ts';

/** Saves a whole conversation as a text file. @throws where it cannot be read */
export async function saveTranscript(
  client: SupportChatClient,
  conversationId: string,
  { locale, nameOf }: Pick<MessageView, 'locale' | 'nameOf'>,
): Promise<void> {
  const messages = await client.chat.history(conversationId);
  const text = transcriptOf(messages, { title: strings.title, locale, nameOf });
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `chat-${new Date().toISOString().slice(0, 10)}.txt`;
  link.click();
  // The download has its own hold on the bytes once it has begun.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
