import { type CallOptions, type Client, createClient, type Transport } from '@connectrpc/connect';
import { WattletError } from '../errors/wattlet-error.ts';
import { ChatService } from '../gen/wattlet/v1/chat_pb.js';
import { toDate } from '../transport/from-wire.ts';
import type { ChatFile, Visit } from './chat-api.ts';
import type { ChatAttachment } from './chat-message.ts';
import type { Conversation } from './conversation.ts';
import { toConversation } from './conversation-from-wire.ts';
import { type UploadOptions, uploadFile } from './upload-file.ts';

/** The calls that most conversations never need: bundles load them when one does. Methods reject with whatever fails. */
export class RareChatCalls {
  readonly #client: Client<typeof ChatService>;
  readonly #baseUrl: string;

  /** @param transport one that no cache answers for */
  constructor(transport: Transport, baseUrl: string) {
    this.#client = createClient(ChatService, transport);
    this.#baseUrl = baseUrl;
  }

  /** Rates a closed conversation. */
  async rate(conversationId: string, rating: number, options: CallOptions): Promise<Conversation> {
    return toConversation(
      (await this.#client.rateConversation({ conversationId, rating }, options)).conversation,
    );
  }

  /** Closes a conversation. */
  async close(conversationId: string, options: CallOptions): Promise<Conversation> {
    return toConversation((await this.#client.closeConversation({ conversationId }, options)).conversation);
  }

  /** Uploads a file. */
  async upload(
    conversationId: string,
    file: File,
    { signal, ...upload }: UploadOptions,
  ): Promise<ChatAttachment> {
    const announced = { conversationId, fileName: safeName(file.name), sizeBytes: BigInt(file.size) };
    const { attachmentId, uploadPath } = await this.#client.createAttachment(announced, {
      ...(signal && { signal }),
    });
    const target = { attachmentId, url: new URL(uploadPath, this.#baseUrl).href };
    return uploadFile(target, file, { ...upload, signal });
  }

  /** Where a file can be fetched. */
  async file(attachmentId: string, options: CallOptions): Promise<ChatFile> {
    const { path, expiresAt } = await this.#client.getAttachment({ attachmentId }, options);
    return { url: new URL(path, this.#baseUrl).href, expiresAt: toDate(expiresAt, 'expires_at') };
  }

  /** Begins a visit. */
  async startVisit(options: CallOptions): Promise<Visit> {
    const { token, expiresAt } = await this.#client.startVisit({}, options);
    return { token, expiresAt: toDate(expiresAt, 'expires_at') };
  }

  /** Ends a visit; resolves with how many conversations were moved. */
  async mergeVisit(token: string, options: CallOptions): Promise<number> {
    return (await this.#client.mergeVisit({ token }, options)).conversations;
  }
}

/** A name that the contract takes: on one line, without folders, at most 200 characters of it. */
function safeName(name: string): string {
  const plain = name
    .toWellFormed()
    .replaceAll(/[\p{Cc}/\\]/gu, ' ')
    .trim();
  if (plain === '') throw new WattletError('invalid_argument', 'A file that is uploaded needs a name');
  return [...plain].slice(-200).join('');
}
