import { adoptStyles } from './adopt-styles.ts';
import { ChartError } from './chart-error.ts';
import type { ChartFeatures } from './features/chart-features.ts';
import type { ChartHost } from './features/chart-host.ts';
import type { NavigationController } from './navigation-controller.ts';
import { strings } from './strings.ts';

/** Loads what a chart can do beyond its plot when it is first asked for. */
export class FeaturesController {
  /** Undefined until it has been loaded. */
  features: ChartFeatures | undefined;
  readonly #host: ChartHost;
  readonly #navigation: NavigationController;
  readonly #onError: (error: Error) => void;
  #isLoading = false;

  constructor(host: ChartHost, navigation: NavigationController, onError: (error: Error) => void) {
    this.#host = host;
    this.#navigation = navigation;
    this.#onError = onError;
  }

  /** Whether the range follows a pointer now. */
  get isActive(): boolean {
    return this.features?.isActive === true;
  }

  /** Loads, unless it has or does; the host is updated when it is there. */
  load(): void {
    if (this.#isLoading) return;
    this.#isLoading = true;
    import('./features/chart-features.ts').then(
      ({ ChartFeatures }) => {
        adoptStyles(this.#host.renderRoot, ChartFeatures.styles);
        this.features = new ChartFeatures(this.#host, this.#navigation, this.#onError);
        this.#host.requestUpdate();
      },
      (cause: unknown) => {
        this.#isLoading = false;
        this.#onError(new ChartError(strings.partMissing, { cause }));
      },
    );
  }
}
