import type { TemplateResult } from 'lit';
import type { ComposerFiles } from '../chat-parts/composer-files.ts';
import type { LazyPart } from '../element/lazy-part.ts';
import type { ChatExtras } from './chat-extras.ts';

/** The files of a composer, whose part is loaded when the first of them is picked. */
export class LateFiles implements ComposerFiles {
  readonly #extras: LazyPart<ChatExtras>;

  constructor(extras: LazyPart<ChatExtras>) {
    this.#extras = extras;
  }

  get attachmentIds(): readonly string[] {
    return this.#extras.part?.uploads.attachmentIds ?? [];
  }

  get isBusy(): boolean {
    return this.#extras.part?.uploads.isBusy ?? false;
  }

  add(files: readonly File[]): void {
    if (files.length > 0) this.#extras.use(({ uploads }) => uploads.add(files));
  }

  clear(): void {
    this.#extras.part?.uploads.clear();
  }

  render(locale: string): TemplateResult | undefined {
    return this.#extras.part?.uploads.render(locale);
  }
}
