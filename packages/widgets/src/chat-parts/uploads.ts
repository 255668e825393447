import type { ChatAttachment, ChatSession } from '@wattlet/sdk';
import { html, type LitElement, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { extrasStrings as strings } from './chat-extras-strings.ts';
import { type ComposerFiles, FILE_TYPES } from './composer-files.ts';
import { putByRequest } from './put-by-request.ts';
import { renderUpload } from './render-upload.ts';
import { type UploadProblem, uploadProblem } from './upload-problem.ts';

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
  readonly problem?: UploadProblem;
}

interface Item {
  upload: Upload;
  readonly stop: AbortController;
}

/** The files of the message that is being written: each is sent as soon as it is picked, and can be given up. */
export class Uploads implements ReactiveController, ComposerFiles {
  readonly #host: LitElement;
  readonly #session: () => Pick<ChatSession, 'upload'> | undefined;
  #items: readonly Item[] = [];
  /** How many of those that were picked last the message has no room for. */
  #leftOut = 0;

  /** @param session that the files are sent to */
  constructor(host: LitElement, session: () => Pick<ChatSession, 'upload'> | undefined) {
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
    this.reset();
  }

  /** Takes files for the next message; what could only be refused is said so at once. */
  add(files: readonly File[]): void {
    // What is refused goes with no message, and takes no room.
    const taken = files.slice(0, this.#room);
    this.#leftOut = files.length - taken.length;
    for (const file of taken) {
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
    this.#leftOut = 0;
    this.#items = this.#items.filter((item) => {
      if (item.upload.file !== file) return true;
      item.stop.abort();
      return false;
    });
    this.#host.requestUpdate();
  }

  clear(): void {
    this.#keep(this.#items.filter(({ upload }) => upload.problem));
  }

  /** Forgets all. */
  reset(): void {
    this.#keep([]);
  }

  render(locale: string): TemplateResult | undefined {
    if (this.#items.length + this.#leftOut === 0) return undefined;
    return html`<ul class="uploads" role="list">
      ${repeat(
        this.list,
        ({ file }) => file,
        (upload) =>
          renderUpload(upload, locale, {
            remove: () => void this.#takeOut(upload),
            retry: () => void this.#retry(upload),
          }),
      )}
      ${this.#leftOut > 0 ? html`<li class="file bad"><span role="alert">${this.#leftOutWords(locale)}</span></li>` : nothing}
    </ul>`;
  }

  get #room(): number {
    return MOST_FILES - this.list.filter(({ problem }) => !problem).length;
  }

  #leftOutWords(locale: string): string {
    return strings.tooManyFiles(MOST_FILES.toLocaleString(locale), this.#leftOut.toLocaleString(locale));
  }

  #keep(kept: readonly Item[]): void {
    for (const item of this.#items) if (!kept.includes(item)) item.stop.abort();
    this.#items = kept;
    this.#leftOut = 0;
    this.#host.requestUpdate();
  }

  /** The button that was pressed goes with its file: the focus goes on to that of the next, or to the text. */
  async #takeOut(upload: Upload): Promise<void> {
    const index = this.list.findIndex(({ file }) => file === upload.file);
    this.remove(upload);
    await this.#host.updateComplete;
    const { renderRoot } = this.#host;
    const next = renderRoot.querySelectorAll<HTMLElement>('.uploads .remove')[index];
    (next ?? renderRoot.querySelector('textarea'))?.focus();
  }

  /** The file as it was picked, which a camera may have nowhere else; the focus stays with it. */
  async #retry({ file }: Upload): Promise<void> {
    const index = this.#items.findIndex(({ upload }) => upload.file === file);
    const item = this.#items[index];
    if (!item) return;
    this.#leftOut = this.#room > 0 ? 0 : 1;
    if (this.#leftOut === 0) {
      item.upload = { file, share: 0 };
      void this.#send(item);
    }
    this.#host.requestUpdate();
    await this.#host.updateComplete;
    this.#host.renderRoot.querySelectorAll<HTMLElement>('.uploads .remove')[index]?.focus();
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
    } catch (thrown) {
      if (!signal.aborted) note({ problem: uploadProblem(thrown) });
    }
  }
}

function problemOf({ type, size }: File): 'type' | 'empty' | 'size' | undefined {
  if (!FILE_TYPES.includes(type)) return 'type';
  if (size === 0) return 'empty';
  return size > MOST_BYTES ? 'size' : undefined;
}
