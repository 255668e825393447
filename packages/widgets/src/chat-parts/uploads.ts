import type { ChatAttachment, ChatSession } from '@wattlet/sdk';
import { html, type ReactiveController, type ReactiveControllerHost, type TemplateResult } from 'lit';
import { type ComposerFiles, FILE_TYPES } from './composer-files.ts';
import { putByRequest } from './put-by-request.ts';
import { renderUpload } from './render-upload.ts';

const MOST_BYTES = 10_000_000;
/** The most files of one message. */
const MOST_FILES = 10;

/** A file that was picked for the next message. */
export interface Upload {
  readonly file: File;
  /** How much of it was sent, 0 to 1. */
  readonly share: number;
  /** Set once it has arrived. */
  readonly attachment?: ChatAttachment;
  /** Why it cannot be sent. */
  readonly problem?: 'type' | 'size' | 'failed';
}

interface Item {
  upload: Upload;
  readonly stop: AbortController;
}

/** The files of the message that is being written: each is sent as soon as it is picked, and can be given up. */
export class Uploads implements ReactiveController, ComposerFiles {
  readonly #host: ReactiveControllerHost;
  readonly #session: () => Pick<ChatSession, 'upload'> | undefined;
  #items: readonly Item[] = [];

  /** @param session that the files are sent to */
  constructor(host: ReactiveControllerHost, session: () => Pick<ChatSession, 'upload'> | undefined) {
    this.#host = host;
    this.#session = session;
    host.addController(this);
  }

  get list(): readonly Upload[] {
    return this.#items.map(({ upload }) => upload);
  }

  /** Ids of those that a message can carry. */
  get attachmentIds(): readonly string[] {
    return this.list.flatMap(({ attachment }) => (attachment ? [attachment.attachmentId] : []));
  }

  /** Whether a message had better wait. */
  get isBusy(): boolean {
    return this.list.some(({ attachment, problem }) => !attachment && !problem);
  }

  hostDisconnected(): void {
    this.clear();
  }

  /** Takes files for the next message; what could only be refused is said so at once. */
  add(files: readonly File[]): void {
    for (const file of files.slice(0, MOST_FILES - this.#items.length)) {
      const problem = problemOf(file);
      const item: Item = {
        upload: { file, share: 0, ...(problem && { problem }) },
        stop: new AbortController(),
      };
      this.#items = [...this.#items, item];
      if (!problem) void this.#send(item);
    }
    this.#host.requestUpdate();
  }

  /** Gives a file up. */
  remove({ file }: Upload): void {
    this.#items = this.#items.filter((item) => {
      if (item.upload.file !== file) return true;
      item.stop.abort();
      return false;
    });
    this.#host.requestUpdate();
  }

  /** Forgets all: they are a message's now, or nobody's. */
  clear(): void {
    for (const { stop } of this.#items) stop.abort();
    this.#items = [];
    this.#host.requestUpdate();
  }

  render(locale: string): TemplateResult | undefined {
    if (this.#items.length === 0) return undefined;
    return html`<ul class="uploads" role="list">
      ${this.list.map((upload) => renderUpload(upload, locale, () => this.remove(upload)))}
    </ul>`;
  }

  async #send(item: Item): Promise<void> {
    const { file } = item.upload;
    const { signal } = item.stop;
    const note = (change: Partial<Upload>) => {
      item.upload = { ...item.upload, ...change };
      this.#host.requestUpdate();
    };
    const onProgress = (share: number) => note({ share });
    try {
      const session = this.#session();
      if (!session) throw new Error('There is no conversation yet that the file could be sent to');
      note({ attachment: await session.upload(file, { signal, onProgress, put: putByRequest }), share: 1 });
    } catch {
      if (!signal.aborted) note({ problem: 'failed' });
    }
  }
}

function problemOf({ type, size }: File): 'type' | 'size' | undefined {
  if (!FILE_TYPES.includes(type)) return 'type';
  return size > MOST_BYTES ? 'size' : undefined;
}
