import type { TemplateResult } from 'lit';
import type { ComposerFiles } from '../chat-parts/composer-files.ts';
import type { LazyPart } from '../element/lazy-part.ts';
import type { ChatExtras } from './chat-extras.ts';

/** The files of a composer, whose part is loaded when the first of them is picked. */
export class LateFiles implements ComposerFiles {
  readonly #extras: LazyPart<ChatExtras>;
  readonly #changed: () => void;
  /** Files were picked for which the part is loaded: without them a message must not go. */
  #isWaiting = false;

  /** @param changed {@link isBusy} is another now */
  constructor(extras: LazyPart<ChatExtras>, changed: () => void) {
    this.#extras = extras;
    this.#changed = changed;
  }

  get attachmentIds(): readonly string[] {
    return this.#extras.part?.uploads.attachmentIds ?? [];
  }

  get isBusy(): boolean {
    return this.#isWaiting || (this.#extras.part?.uploads.isBusy ?? false);
  }

  add(files: readonly File[]): void {
    if (files.length === 0) return;
    this.#extras.use(({ uploads }) => uploads.add(files));
    const { loading } = this.#extras;
    this.#isWaiting = loading !== undefined;
    // Also where the part could not be loaded, which is said by whoever loads it.
    void loading?.then(() => {
      this.#isWaiting = this.#extras.loading !== undefined;
      this.#changed();
    });
    this.#changed();
  }

  clear(): void {
    this.#extras.part?.uploads.clear();
  }

  render(locale: string): TemplateResult | undefined {
    return this.#extras.part?.uploads.render(locale);
  }
}
