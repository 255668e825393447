import { updateWhenLocaleChanges } from '@lit/localize';
import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { ChartError } from './chart-error.ts';
import { speakLanguageOf } from './language.ts';
import { strings } from './strings.ts';

/** Has a chart speak the language of its page. */
export class LanguageController implements ReactiveController {
  readonly #onError: (error: Error) => void;

  constructor(host: ReactiveControllerHost & HTMLElement, onError: (error: Error) => void) {
    this.#onError = onError;
    updateWhenLocaleChanges(host);
  }

  hostConnected(): void {
    speakLanguageOf(document).catch((cause: unknown) =>
      this.#onError(new ChartError(strings.partMissing, { cause })),
    );
  }
}
