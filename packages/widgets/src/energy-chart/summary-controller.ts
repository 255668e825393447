import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { ChartView } from './chart-view.ts';
import { summarizeChart } from './summarize-chart.ts';

/** How long a view must stay before it is put in words: those of a range that is still moving nobody could read. */
const QUIET_MS = 200;

/** What a chart shows in words, kept up to date without a frame having to wait for it. */
export class SummaryController implements ReactiveController {
  /** Empty until something is shown. */
  text = '';
  readonly #host: ReactiveControllerHost;
  #view: ChartView | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  hostDisconnected(): void {
    clearTimeout(this.#timer);
    this.#view = undefined;
    this.text = '';
  }

  /** Puts this view in words: the first one at once. */
  follow(view: ChartView): void {
    if (view === this.#view) return;
    this.#view = view;
    clearTimeout(this.#timer);
    if (this.text === '') {
      this.text = summarizeChart(view);
      return;
    }
    this.#timer = setTimeout(() => {
      this.text = summarizeChart(view);
      this.#host.requestUpdate();
    }, QUIET_MS);
  }
}
