import { adoptStyles } from '../element/adopt-styles.ts';
import { LazyPart } from '../element/lazy-part.ts';
import type { ChartHost } from './features/chart-host.ts';
import type { Upkeep, UpkeepOptions } from './upkeep/upkeep.ts';

/** Loads what a chart goes on by as soon as it has been rendered for the first time, while its data is on its way. */
export class UpkeepController extends LazyPart<Upkeep> {
  constructor(host: ChartHost, options: UpkeepOptions & { readonly failed: (error: Error) => void }) {
    super({
      host,
      load: async () => {
        const { Upkeep } = await import('./upkeep/upkeep.ts');
        adoptStyles(host.renderRoot, Upkeep.styles);
        return new Upkeep(host, options);
      },
      failed: options.failed,
    });
    host.addController({ hostUpdated: () => this.loadOnce() });
  }
}
