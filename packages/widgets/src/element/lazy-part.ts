import type { ReactiveControllerHost } from 'lit';
import { strings } from '../element/strings.ts';
import { ElementError } from './element-error.ts';

/** How a part is loaded, and who is told. */
export interface LazyPartOptions<Part> {
  /** Updated when the part is there, and when it cannot be had. */
  readonly host: ReactiveControllerHost;
  readonly load: () => Promise<Part>;
  /** It could not be loaded; it is tried again when somebody asks for it, and when the browser is online again. */
  readonly failed: (error: Error) => void;
}

/** A part of an element that is loaded when it is first asked for. */
export class LazyPart<Part> {
  /** Undefined until it has been loaded. */
  part: Part | undefined;
  /** Why it could not be loaded; undefined while it is loaded once more. */
  error: Error | undefined;
  readonly #options: LazyPartOptions<Part>;
  #loading: Promise<void> | undefined;

  constructor(options: LazyPartOptions<Part>) {
    this.#options = options;
    options.host.addController({
      hostConnected: () => addEventListener('online', this.#again),
      hostDisconnected: () => removeEventListener('online', this.#again),
    });
  }

  /** What is on its way: resolves when it is there, or has failed. Undefined where nothing is. */
  get loading(): Promise<void> | undefined {
    return this.part ? undefined : this.#loading;
  }

  /** Loads, unless it has or does: once more what could not be loaded. */
  load(): void {
    this.#loading ??= this.#load();
  }

  /** Loads what has not failed: for whoever asks with every update. */
  loadOnce(): void {
    if (!this.error) this.load();
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

  readonly #again = (): void => {
    if (this.error) this.load();
  };

  async #load(): Promise<void> {
    const { host, load, failed } = this.#options;
    if (this.error) host.requestUpdate();
    this.error = undefined;
    try {
      this.part = await load();
    } catch (cause) {
      this.#loading = undefined;
      this.error = new ElementError(() => strings.partMissing, { cause, retryable: true });
      failed(this.error);
    }
    host.requestUpdate();
  }
}
