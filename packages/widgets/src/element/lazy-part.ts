import type { ReactiveControllerHost } from 'lit';
import { strings } from '../element/strings.ts';
import { ElementError } from './element-error.ts';

/** How a part is loaded, and who is told. */
export interface LazyPartOptions<Part> {
  /** Updated when the part is there. */
  readonly host: ReactiveControllerHost;
  readonly load: () => Promise<Part>;
  /** It could not be loaded; whoever asks for it again tries again. */
  readonly failed: (error: Error) => void;
}

/** A part of an element that is loaded when it is first asked for. */
export class LazyPart<Part> {
  /** Undefined until it has been loaded. */
  part: Part | undefined;
  readonly #options: LazyPartOptions<Part>;
  #loading: Promise<void> | undefined;

  constructor(options: LazyPartOptions<Part>) {
    this.#options = options;
  }

  /** What is on its way: resolves when it is there, or has failed. Undefined where nothing is. */
  get loading(): Promise<void> | undefined {
    return this.part ? undefined : this.#loading;
  }

  /** Loads, unless it has or does. */
  load(): void {
    this.#loading ??= this.#load();
  }

  /** Uses the part: now, or when it has been loaded; in the order of the calls. */
  use(act: (part: Part) => void): void {
    if (this.part) {
      act(this.part);
      return;
    }
    this.load();
    this.#loading = this.#loading?.then(() => this.part && act(this.part));
  }

  async #load(): Promise<void> {
    const { host, load, failed } = this.#options;
    try {
      this.part = await load();
      host.requestUpdate();
    } catch (cause) {
      this.#loading = undefined;
      failed(new ElementError(strings.partMissing, { cause }));
    }
  }
}
