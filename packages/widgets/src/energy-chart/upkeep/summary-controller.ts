import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { LazyPart } from '../../element/lazy-part.ts';
import { ChartErrorEvent } from '../chart-error-event.ts';
import type { ChartView } from '../chart-view.ts';
import type { summarizeChart } from '../summarize-chart.ts';

/** How long a view must stay before it is put in words: those of a range that is still moving nobody could read. */
const QUIET_MS = 200;

/** What a chart shows in words, kept up to date without a frame, the first one neither, having to wait for it. */
export class SummaryController extends LazyPart<typeof summarizeChart> implements ReactiveController {
  /** Empty until something is shown. */
  text = '';
  readonly #host: ReactiveControllerHost;
  #view: ChartView | undefined;
  #isDue = false;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost & EventTarget) {
    super({
      host,
      load: async () => (await import('../summarize-chart.ts')).summarizeChart,
      failed: (error) => host.dispatchEvent(new ChartErrorEvent(error)),
    });
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#view = undefined;
    this.text = '';
  }

  /** Puts this view in words: the first one as soon as it can. To be called whenever the host is updated. */
  follow(view: ChartView): void {
    if (view !== this.#view) {
      this.#view = view;
      this.#isDue = this.text === '';
      clearTimeout(this.#timer);
      if (!this.#isDue) this.#timer = setTimeout(() => this.#becomeDue(), QUIET_MS);
    }
    if (!this.#isDue) return;
    this.loadOnce();
    if (!this.part) return;
    this.#isDue = false;
    this.text = this.part(view);
  }

  /** In words only when the host is updated: then they are in its language. */
  #becomeDue(): void {
    this.#isDue = true;
    this.#host.requestUpdate();
  }
}
