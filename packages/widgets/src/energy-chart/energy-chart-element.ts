import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { xOf } from '../chart/chart-frame.ts';
import { paintFrame } from '../chart/painter.ts';
import type { ThemeName } from '../theme/tokens.ts';
import { Announcer } from './announcer.ts';
import { areaName } from './area-name.ts';
import type { AreaType, ChartClient, StreamName } from './chart-client.ts';
import type { ChartColors } from './chart-colors.ts';
import { ChartErrorEvent } from './chart-error-event.ts';
import { ChartModel } from './chart-model.ts';
import type { ChartView } from './chart-view.ts';
import { ConnectionController, type ConnectionView } from './connection-controller.ts';
import { CursorController } from './cursor-controller.ts';
import { emptyReason } from './empty-reason.ts';
import { energyChartStyles } from './energy-chart-styles.ts';
import { MediaController } from './media-controller.ts';
import { Memo } from './memo.ts';
import { placeBox, placeTooltip } from './place-box.ts';
import { RangeAnimation } from './range-animation.ts';
import { RangeChangeEvent } from './range-change-event.ts';
import { renderAxes } from './render-axes.ts';
import { renderCursor, renderEnds } from './render-cursor.ts';
import { renderHeader } from './render-header.ts';
import { renderLegend } from './render-legend.ts';
import { renderEmpty, renderError, renderSkeleton } from './render-state.ts';
import { describeReadout, renderTooltip } from './render-tooltip.ts';
import { resolveColors } from './resolve-colors.ts';
import { SeriesController } from './series-controller.ts';
import { sharedClient } from './shared-client.ts';
import { SizeController } from './size-controller.ts';
import { strings } from './strings.ts';
import { summarizeChart } from './summarize-chart.ts';
import { themeStyles } from './theme-styles.ts';

/**
 * A live chart of European electricity data: load, generation by production type, or cross-border flows.
 *
 * @summary Live chart of load, generation or cross-border flows of an area.
 * @element energy-chart
 *
 * @slot title - Replaces the title.
 * @slot legend - Replaces the legend.
 * @slot footer - Replaces the attribution. The licence of the data asks for one.
 *
 * @csspart header - Title, newest value and badge.
 * @csspart title - The title.
 * @csspart latest - The newest value.
 * @csspart badge - Tells whether the chart is live.
 * @csspart plot - The box of the plot and its axes.
 * @csspart tooltip - The values under the cursor.
 * @csspart legend - The legend.
 * @csspart footer - The attribution.
 * @csspart empty - Says why there is nothing to be seen.
 * @csspart error - Says what went wrong, with a button to try again.
 *
 * @cssproperty [--wattlet-accent=#0b6bcb] - The brand's colour.
 * @cssproperty [--wattlet-font=inherit] - The brand's typeface.
 * @cssproperty [--wattlet-radius=8px] - Radius of what floats.
 * @cssproperty [--wattlet-plot-height=280px] - Height of the plot where the element's own height is not set.
 *
 * @fires {ChartErrorEvent} error - The data cannot be shown.
 * @fires {RangeChangeEvent} range-change - Another range is shown.
 */
export class EnergyChartElement extends LitElement {
  static override styles = [themeStyles, energyChartStyles];

  /** What is shown. */
  @property({ reflect: true }) stream: StreamName = 'load';
  /** Map code or EIC code of the area, for example `GR`. */
  @property() area = '';
  /** The role in which the area is published. */
  @property({ attribute: 'area-type' }) areaType: AreaType = 'CTY';
  /** Start of the range: RFC 3339, or a date in the area's time zone. Without it the range follows the newest data. */
  @property() from = '';
  /** End of the range, exclusive. Without it the range follows the newest data. */
  @property() to = '';
  /** IANA name of the zone to show times in; the area's own by default. */
  @property({ attribute: 'time-zone' }) timeZone = '';
  /** Base URL of the Wattlet server; the page's origin by default. */
  @property() server = '';
  /** `auto` follows the user's preference. */
  @property({ reflect: true }) theme: ThemeName | 'auto' = 'auto';
  /** Used instead of a client for `server`, for example one with a token. */
  @property({ attribute: false }) client: ChartClient | undefined;

  readonly #data = new SeriesController(this, (error) => this.dispatchEvent(new ChartErrorEvent(error)));
  readonly #connection = new ConnectionController(this);
  readonly #size = new SizeController(this);
  readonly #media = new MediaController(this);
  readonly #cursor = new CursorController(this);
  readonly #animation = new RangeAnimation(this);
  readonly #announcer = new Announcer(this);
  readonly #model = new ChartModel();
  readonly #colors = new Memo<ChartColors>();
  #view: ChartView | undefined;
  #painted: ChartView | undefined;
  #shownRange = '';

  protected override willUpdate(): void {
    const client = this.client ?? sharedClient(this.server || location.origin);
    const { stream, area, areaType, from, to, timeZone } = this;
    this.#connection.follow(client);
    this.#data.follow({ client, stream, area, areaType, from, to, timeZone });
    this.#view = this.#makeView();
    const { time, isKeyboard } = this.#cursor;
    const view = isKeyboard ? this.#view : undefined;
    this.#announcer.say(view && time !== undefined ? describeReadout(view, time) : '');
  }

  protected override render(): TemplateResult {
    const view = this.#view;
    const locale = this.#locale;
    const { state } = this.#data;
    const title = strings.title(
      this.stream,
      state.status === 'ready' ? areaName(state.area, locale) : this.area,
    );
    const isSingle = this.stream === 'load';
    return html`
      <figure class=${isSingle ? 'chart single' : 'chart'} aria-labelledby="title">
        ${renderHeader({ title, view, connection: this.#connectionView, locale })}
        <div class="plot" part="plot">${this.#renderPlot(title)}</div>
        <div class=${view || isSingle ? 'legend-box' : 'legend-box waiting'}>
          <slot name="legend">${view ? renderLegend(view.frame.series) : nothing}</slot>
        </div>
        <footer part="footer"><slot name="footer">${strings.attribution}</slot></footer>
      </figure>
      <div class="for-readers" aria-live="polite">${this.#announcer.text}</div>
      <i class="probe"></i>
    `;
  }

  protected override firstUpdated(): void {
    const plot = this.renderRoot.querySelector('.plot');
    if (plot) this.#size.observe(plot);
  }

  protected override updated(): void {
    const view = this.#view;
    if (!view) {
      this.#painted = undefined;
      return;
    }
    const canvas = this.renderRoot.querySelector('canvas');
    const surface = this.renderRoot.querySelector<HTMLElement>('.surface');
    if (canvas && surface && view !== this.#painted) {
      placeBox(surface, view.layout);
      this.#paint(canvas, view);
      this.#painted = view;
      this.#tellRange(view);
    }
    const tooltip = this.renderRoot.querySelector<HTMLElement>('.tooltip');
    const { time } = this.#cursor;
    if (tooltip && time !== undefined) placeTooltip(tooltip, view.layout, xOf(view.frame, time));
  }

  #renderPlot(title: string): TemplateResult {
    const { state } = this.#data;
    if (state.status === 'error') return renderError(state.error, () => this.#data.retry());
    const view = this.#view;
    if (!view || state.status !== 'ready') return renderSkeleton();
    const reason = emptyReason(state, view, this.#locale);
    if (reason) return renderEmpty(reason);
    const { time } = this.#cursor;
    return html`
      <canvas aria-hidden="true"></canvas>
      <svg class="axes" aria-hidden="true">
        ${renderAxes(view)}${renderEnds(view)}${time === undefined ? nothing : renderCursor(view, time)}
      </svg>
      <div
        class="surface"
        role="application"
        tabindex="0"
        aria-roledescription=${strings.chart}
        aria-label=${strings.plotLabel(title)}
        aria-describedby="summary"
        @pointermove=${this.#onPointer}
        @pointerdown=${this.#onPointer}
        @pointerleave=${this.#onPointerLeave}
        @keydown=${this.#onKeyDown}
        @blur=${() => this.#cursor.clear()}
      ></div>
      <p class="for-readers" id="summary">${summarizeChart(view)}</p>
      ${
        time === undefined
          ? nothing
          : html`<div class="tooltip" part="tooltip" aria-hidden="true">${renderTooltip(view, time)}</div>`
      }
    `;
  }

  #makeView(): ChartView | undefined {
    const { state } = this.#data;
    const probe = this.renderRoot.querySelector<HTMLElement>('.probe');
    const { width, height } = this.#size;
    if (!probe || state.status !== 'ready' || width === 0 || height === 0) return undefined;
    const { prefersDark, prefersReducedMotion, forcesColors, pixelRatio } = this.#media;
    const theme = this.theme === 'auto' ? (prefersDark ? 'dark' : 'light') : this.theme;
    return this.#model.view({
      state,
      stream: this.stream,
      // The host's style sheets tell nobody when they change: new data is a chance to look again.
      colors: this.#colors.get([theme, forcesColors, state], () => resolveColors(probe, theme)),
      locale: this.#locale,
      width,
      height,
      pixelRatio,
      animate: (target) => this.#animation.towards(target, prefersReducedMotion),
    });
  }

  #paint(canvas: HTMLCanvasElement, view: ChartView): void {
    const { frame, layout } = view;
    canvas.width = Math.round(layout.width * frame.pixelRatio);
    canvas.height = Math.round(layout.height * frame.pixelRatio);
    placeBox(canvas, layout);
    const context = canvas.getContext('2d');
    if (context) paintFrame(context, frame, view.colors);
  }

  #tellRange({ frame: { range } }: ChartView): void {
    const shown = `${range.from} ${range.to}`;
    if (shown === this.#shownRange || this.#animation.isMoving) return;
    this.#shownRange = shown;
    this.dispatchEvent(new RangeChangeEvent(range));
  }

  /** Live is what shows the newest data: not a chart that waits for its first, nor one that failed. */
  get #connectionView(): ConnectionView | undefined {
    const { status } = this.#data.state;
    const { view } = this.#connection;
    if (status === 'error') return view.state === 'offline' ? view : undefined;
    return status === 'loading' && view.state === 'live' ? { ...view, state: 'connecting' } : view;
  }

  get #locale(): string {
    const lang = this.closest('[lang]')?.getAttribute('lang') || document.documentElement.lang;
    return lang || navigator.language;
  }

  readonly #onPointer = (event: PointerEvent): void => {
    if (this.#view) this.#cursor.pointAt(this.#view.frame, event.offsetX);
  };

  readonly #onPointerLeave = (event: PointerEvent): void => {
    // A finger that is lifted leaves too, and its owner wants to read what it found.
    if (event.pointerType === 'mouse') this.#cursor.clear();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey || !this.#view) return;
    if (this.#cursor.press(this.#view.frame, event.key)) event.preventDefault();
  };
}
