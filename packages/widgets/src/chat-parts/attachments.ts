import type { ChatApi, ChatAttachment } from '@wattlet/sdk';
import type { LitElement } from 'lit';
import { html, type ReactiveController, type TemplateResult } from 'lit';
import { extrasStrings as strings } from './chat-extras-strings.ts';
import { fileSize } from './file-size.ts';

/** How large an image is shown, in CSS pixels. */
const PREVIEW_PX = 220;

type Fetcher = Pick<ChatApi, 'file'>;

/**
 * The files of messages: images are shown, everything can be opened. Images are drawn on canvases from bytes that were
 * fetched, so that a page needs the server in `connect-src` of its policy and nothing in `img-src`.
 */
export class Attachments implements ReactiveController {
  readonly #host: LitElement;
  readonly #fetcher: () => Fetcher | undefined;
  readonly #failed: (error: Error) => void;
  readonly #images = new Map<string, ImageBitmap | 'loading' | 'failed'>();
  #stop = new AbortController();

  constructor(host: LitElement, fetcher: () => Fetcher | undefined, failed: (error: Error) => void) {
    this.#host = host;
    this.#fetcher = fetcher;
    this.#failed = failed;
    host.addController(this);
  }

  hostConnected(): void {
    this.#stop = new AbortController();
  }

  hostDisconnected(): void {
    this.#stop.abort();
    for (const image of this.#images.values()) if (image instanceof ImageBitmap) image.close();
    this.#images.clear();
  }

  /** A file that can be opened, with a preview where it is an image. */
  readonly render = (attachment: ChatAttachment, locale: string): TemplateResult => {
    const { attachmentId, fileName, sizeBytes, width, height } = attachment;
    const open = () => void this.#open(attachment);
    if (width === undefined || height === undefined || this.#images.get(attachmentId) === 'failed') {
      return html`<button type="button" class="file" part="attachment" @click=${open}>
        <span class="file-name"><bdi>${fileName}</bdi></span>
        <span class="quiet"><bdi>${fileSize(sizeBytes, locale)}</bdi></span>
      </button>`;
    }
    const scale = Math.min(1, PREVIEW_PX / Math.max(width, height));
    const size = (side: number) => Math.max(1, Math.round(side * scale));
    if (!this.#images.has(attachmentId)) {
      // Kept as large as it is shown: as it was taken a photo takes a hundred times as much.
      const ratio = Math.min(1 / scale, devicePixelRatio);
      void this.#load(attachmentId, {
        resizeWidth: Math.ceil(size(width) * ratio),
        resizeHeight: Math.ceil(size(height) * ratio),
        resizeQuality: 'high',
      });
    }
    return html`<button
      type="button"
      class="picture"
      part="attachment"
      aria-label=${strings.openFile(fileName)}
      @click=${open}
    >
      <canvas
        data-attachment=${attachmentId}
        width=${size(width)}
        height=${size(height)}
      ></canvas>
    </button>`;
  };

  hostUpdated(): void {
    for (const canvas of this.#host.renderRoot.querySelectorAll<HTMLCanvasElement>(
      'canvas[data-attachment]',
    )) {
      const image = this.#images.get(canvas.dataset['attachment'] ?? '');
      if (!(image instanceof ImageBitmap) || canvas.dataset['drawn'] === 'yes') continue;
      // By CSSOM, which a content security policy does not mind: a pixel of the screen is one of the image.
      canvas.style.inlineSize = `${canvas.width}px`;
      [canvas.width, canvas.height] = [image.width, image.height];
      canvas.getContext('2d')?.drawImage(image, 0, 0);
      canvas.dataset['drawn'] = 'yes';
    }
  }

  async #load(attachmentId: string, size: ImageBitmapOptions): Promise<void> {
    const { signal } = this.#stop;
    this.#images.set(attachmentId, 'loading');
    const image = await this.#read(attachmentId, size, signal).catch(() => 'failed' as const);
    if (signal.aborted) return;
    this.#images.set(attachmentId, image);
    this.#host.requestUpdate();
  }

  async #read(attachmentId: string, size: ImageBitmapOptions, signal: AbortSignal): Promise<ImageBitmap> {
    const url = await this.#addressOf(attachmentId, signal);
    const response = await fetch(url, { signal, credentials: 'omit' });
    if (!response.ok) throw new Error(`The file was refused with status ${response.status}`);
    return createImageBitmap(await response.blob(), size);
  }

  async #addressOf(attachmentId: string, signal: AbortSignal): Promise<string> {
    const fetcher = this.#fetcher();
    if (!fetcher) throw new Error('Nobody can be asked for the file');
    return (await fetcher.file(attachmentId, { signal })).url;
  }

  /** The address is good for some minutes only, so it is asked for when it is wanted. */
  async #open({ attachmentId, fileName }: ChatAttachment): Promise<void> {
    try {
      const url = await this.#addressOf(attachmentId, this.#stop.signal);
      const link = document.createElement('a');
      Object.assign(link, { href: url, download: fileName, rel: 'noopener', target: '_blank' });
      link.click();
    } catch (thrown) {
      if (!this.#stop.signal.aborted)
        this.#failed(thrown instanceof Error ? thrown : new Error(String(thrown)));
    }
  }
}
