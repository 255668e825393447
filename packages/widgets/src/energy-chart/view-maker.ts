import type { TimeSpan } from '../chart/time-span.ts';
import type { MediaController } from '../element/media-controller.ts';
import { Memo } from '../element/memo.ts';
import type { SizeController } from '../element/size-controller.ts';
import { shownTheme } from '../theme/shown-theme.ts';
import type { ThemeName } from '../theme/tokens.ts';
import type { StreamName } from './chart-client.ts';
import type { ChartColors } from './chart-colors.ts';
import { ChartModel, type ModelInput } from './chart-model.ts';
import type { ChartView } from './chart-view.ts';
import { resolveColors } from './resolve-colors.ts';
import type { ReadyState, SeriesState } from './series-controller.ts';

/** What of its element a view depends on. */
interface ViewHost extends HTMLElement {
  requestUpdate(): void;
  readonly stream: StreamName;
  readonly hiddenSeries: readonly string[];
  readonly patterns: boolean;
  readonly theme: ThemeName | 'auto';
}

/** What else it depends on. */
export interface ViewSource extends Pick<ModelInput, 'locale' | 'animate'> {
  readonly state: SeriesState;
  readonly root: ParentNode;
  /** Of the box that the plot and its axes share. */
  readonly size: SizeController;
  readonly media: MediaController;
  /** The lines that are drawn in place of the series, where others are. */
  readonly compared: (state: ReadyState, colors: ChartColors) => ModelInput['compared'];
}

/** Makes the view of a chart in the colours of its place on the page, once it has data and a size. */
export class ViewMaker {
  readonly #host: ViewHost;
  readonly #model = new ChartModel();
  readonly #colors = new Memo<ChartColors>();
  #shown: ChartColors | undefined;
  /** How often the page's style sheets have, or may have, become others. */
  #restyled = 0;

  constructor(host: ViewHost) {
    this.#host = host;
  }

  /** The view; undefined where there is nothing to be seen yet. */
  view(input: ViewSource): ChartView | undefined {
    const { state, size, media, compared, locale, animate } = input;
    const { width, height } = size;
    const isRendered = width > 0 && height > 0;
    // Until it is nothing has transitions.
    if (!isRendered) this.#restyled++;
    if (state.status !== 'ready' || !isRendered) return undefined;
    const colors = this.#colorsOf(state, input);
    if (!colors) return undefined;
    const { stream, hiddenSeries, patterns: hasPatterns } = this.#host;
    return this.#model.view({
      ...{ locale, animate, state, stream, hiddenSeries, hasPatterns, colors, width, height },
      compared: compared(state, colors),
      pixelRatio: media.pixelRatio,
    });
  }

  /**
   * Looks at the colours again. The host's style sheets tell nobody when they change, but a transition of what they
   * change does.
   */
  readonly restyle = (): void => {
    this.#restyled++;
    this.#host.requestUpdate();
  };

  #colorsOf(
    { series }: ReadyState,
    { root, media: { prefersDark, forcesColors }, size: { isConfined: isPaper } }: ViewSource,
  ): ChartColors | undefined {
    const probe = root.querySelector<HTMLElement>('.probe');
    if (!probe) return undefined;
    const host = this.#host;
    const keys = [host.theme, prefersDark, forcesColors, isPaper, this.#restyled, series];
    this.#shown = this.#colors.get(keys, () => {
      const theme = isPaper ? 'light' : shownTheme(host, prefersDark);
      return resolveColors(probe, { theme, isPaper }, this.#shown);
    });
    return this.#shown;
  }
}

/** How far a user can move about: the data that there is, and what is shown of it. */
export function limitsOf({ frame: { range } }: ChartView, { area, newest }: ReadyState): TimeSpan {
  return {
    from: Math.min(area.dataFrom ?? range.from, range.from),
    to: Math.max(newest ?? range.to, area.dataUntil ?? range.to, range.to),
  };
}
