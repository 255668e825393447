import type { ChatMessage } from './chat-message.ts';

/** How a transcript is written. */
export interface TranscriptOptions {
  /** Its first line. */
  readonly title: string;
  /** BCP 47 tag, for the times. */
  readonly locale: string;
  /** IANA name; the reader's own unless given. */
  readonly timeZone?: string;
  /** What whoever wrote a message is called. */
  readonly nameOf: (message: ChatMessage) => string;
}

/** A conversation as plain text, a paragraph for each message: when, who, and what they wrote and sent along. */
export function transcriptOf(
  messages: readonly ChatMessage[],
  { title, locale, timeZone, nameOf }: TranscriptOptions,
): string {
  const time = new Intl.DateTimeFormat(locale, {
    dateStyle: 'medium',
    timeStyle: 'long',
    ...(timeZone ? { timeZone } : {}),
  });
  const paragraphs = messages.map((message) => {
    const files = message.attachments.map(({ fileName }) => `[${fileName}]`);
    const head = `${time.format(message.sentAt)} – ${nameOf(message)}`;
    return [head, ...(message.text ? [message.text] : []), ...files].join('\n');
  });
  return `${[title, ...paragraphs].join('\n\n')}\n`;
}
