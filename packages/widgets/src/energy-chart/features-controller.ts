import { adoptStyles } from '../element/adopt-styles.ts';
import { LazyPart } from '../element/lazy-part.ts';
import type { ChartFeatures } from './features/chart-features.ts';
import type { ChartHost } from './features/chart-host.ts';
import type { NavigationController } from './navigation-controller.ts';

/** Loads what a chart can do beyond its plot when it is first asked for. */
export class FeaturesController extends LazyPart<ChartFeatures> {
  constructor(host: ChartHost, navigation: NavigationController, failed: (error: Error) => void) {
    super({
      host,
      load: async () => {
        const { ChartFeatures } = await import('./features/chart-features.ts');
        adoptStyles(host.renderRoot, ChartFeatures.styles);
        return new ChartFeatures(host, navigation, failed);
      },
      failed,
    });
  }
}
