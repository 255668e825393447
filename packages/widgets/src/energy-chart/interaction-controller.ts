import { adoptStyles } from '../element/adopt-styles.ts';
import { LazyPart } from '../element/lazy-part.ts';
import type { ChartHost } from './features/chart-host.ts';
import type { InteractionOptions, PlotInteraction } from './interaction/plot-interaction.ts';

/**
 * Loads what a user can do on the plot when a pointer or the focus first comes near it. What they do until it is there
 * is done then.
 */
export class InteractionController extends LazyPart<PlotInteraction> {
  constructor(host: ChartHost, options: InteractionOptions & { readonly failed: (error: Error) => void }) {
    super({
      host,
      load: async () => {
        const { PlotInteraction } = await import('./interaction/plot-interaction.ts');
        adoptStyles(host.renderRoot, PlotInteraction.styles);
        return new PlotInteraction(host, options);
      },
      failed: options.failed,
    });
  }

  /** Takes an event of the plot's surface. */
  readonly handle = (event: Event): void => {
    const surface = event.currentTarget;
    if (this.part) this.part.handle(event);
    else {
      const again = copyOf(event);
      this.use(() => again && surface?.dispatchEvent(again));
    }
  };
}

/** The same event to be told once more, where it asks for something. A wheel comes after its pointer, which has begun to load. */
function copyOf(event: Event): Event | undefined {
  if (event instanceof KeyboardEvent) {
    // Else the page would scroll meanwhile.
    if (event.key.startsWith('Arrow')) event.preventDefault();
    return new KeyboardEvent(event.type, event);
  }
  return event instanceof PointerEvent ? new PointerEvent(event.type, event) : undefined;
}
