import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { xOf } from '../../chart/chart-frame.ts';
import { paintBars } from '../../chart/paint-bars.ts';
import { define } from '../../define.ts';
import { Announcer } from '../../element/announcer.ts';
import { badgeOf } from '../../element/badge.ts';
import { ConnectionController } from '../../element/connection-controller.ts';
import { LanguageController } from '../../element/language-controller.ts';
import { MediaController } from '../../element/media-controller.ts';
import { PrintController } from '../../element/print-controller.ts';
import { RetryController } from '../../element/retry-controller.ts';
import { SizeController } from '../../element/size-controller.ts';
import { shownTheme } from '../../theme/shown-theme.ts';
import { themeStyles } from '../../theme/theme-styles.ts';
import type { ThemeName } from '../../theme/tokens.ts';
import { widgetStyles } from '../../theme/widget-styles.ts';
import { ChartErrorEvent } from '../chart-error-event.ts';
import type { SomeSettings } from '../chart-state.ts';
import { energyChartStyles } from '../energy-chart-styles.ts';
import { ClosingMenu } from '../features/closing-menu.ts';
import { featureStyles } from '../features/feature-styles.ts';
import { interactionStyles } from '../interaction/interaction-styles.ts';
import { placeTooltip } from '../interaction/place-tooltip.ts';
import { placeBox } from '../place-box.ts';
import { printStyles } from '../print-styles.ts';
import { RangeChangeEvent } from '../range-change-event.ts';
import { renderEmpty, renderError, renderSkeleton } from '../render-state.ts';
import { resolveColors } from '../resolve-colors.ts';
import { SelectionChangeEvent } from '../selection-change-event.ts';
import { strings } from '../strings.ts';
import { SyncController } from '../upkeep/sync-controller.ts';
import { barPalette } from './bar-palette.ts';
import { MeterController, type MeterRequest } from './meter-controller.ts';
import { renderMeterControls } from './meter-controls.ts';
import { MeterCursor } from './meter-cursor.ts';
import { meterStrings } from './meter-strings.ts';
import { meterStyles } from './meter-styles.ts';
import { aboveWords, barWords, meterSummary, totalOf } from './meter-summary.ts';
import { MeterTable } from './meter-table.ts';
import { type MeterColors, type MeterView, meterView } from './meter-view.ts';
import { renderMeterLegend } from './render-meter-legend.ts';
import { renderMeterPlot } from './render-meter-plot.ts';

/** A pointer that has moved less than this has clicked. */
const CLICK_PX = 5;

/** What `<energy-chart>` gives to the part of it that shows a meter. */
export interface MeterChartInput extends MeterRequest {
  readonly sync: string;
  readonly table: boolean;
  readonly controls: boolean;
  /** Changes properties of the chart. */
  readonly set: (change: SomeSettings) => void;
  /** Fires an event of the chart. */
  readonly emit: (event: Event) => void;
}

/** The inside of an `<energy-chart>` that shows a meter; of no use by itself. */
export class MeterChartElement extends LitElement {
  static override styles = [
    themeStyles,
    widgetStyles,
    energyChartStyles,
    interactionStyles,
    featureStyles,
    meterStyles,
    printStyles,
  ];

  /** What is shown. */
  @property({ attribute: false }) input: MeterChartInput | undefined;
  /** As that of the chart. */
  @property({ reflect: true }) theme: ThemeName | 'auto' = 'auto';

  readonly #data = new MeterController(this, (error) => this.#fail(error));
  readonly #language = new LanguageController(this, (error) => this.#fail(error));
  readonly #connection = new ConnectionController(this);
  readonly #size = new SizeController(this);
  readonly #menu = new ClosingMenu(this);
  readonly #table = new MeterTable(this);
  readonly #media = new MediaController(this);
  readonly #cursor: MeterCursor = new MeterCursor(this, {
    moved: (time) => this.#sync.tell(time),
    pinned: (bar) => this.input?.emit(new SelectionChangeEvent(bar)),
  });
  readonly #sync = new SyncController(this, (time) => this.#cursor.follow(time));
  readonly #announcer = new Announcer(this);
  #view: MeterView | undefined;
  #toldRange = '';
  /** Where a pointer went down last. */
  #downAt: number | undefined;

  constructor() {
    super();
    this.addController(new RetryController(this.#data, this.#connection));
    new PrintController(this, this.#size);
  }

  protected override willUpdate(): void {
    this.#language.speak();
    if (!this.input) return;
    const { sync, table: _table, controls: _controls, set: _set, emit: _emit, ...request } = this.input;
    this.#sync.join(sync);
    this.#connection.follow(request.client);
    this.#data.follow(request);
    this.#view = this.#makeView(this.input);
    const { isKeyboard } = this.#cursor;
    this.#announcer.say(
      this.#view && isKeyboard ? barWords(this.#view, this.#cursor.indexIn(this.#view)) : '',
    );
  }

  protected override render(): TemplateResult {
    const { input } = this;
    const view = this.#view;
    const title = view?.title ?? meterStrings.own;
    return html`
      <figure class=${`chart single${input?.controls ? ' ranged' : ''}`} aria-labelledby="title">
        <div class="header" part="header">
          <div>
            <div class="title" id="title" part="title"><slot name="title">${title}</slot></div>
            <div class="latest" part="latest">${view ? this.#renderTotal(view) : html`<span class="figure">&nbsp;</span>`}</div>
          </div>
          <div role="status">${this.#renderBadge()}</div>
        </div>
        ${
          input?.controls
            ? html`<div class="controls">
                ${renderMeterControls({
                  input,
                  view,
                  root: this.renderRoot,
                  menu: this.#menu,
                  failed: (error) => this.#fail(error),
                })}
              </div>`
            : nothing
        }
        <div class="plot" part="plot">${this.#renderPlot()}</div>
        <div class="scale"><slot name="legend">${view ? renderMeterLegend(view) : nothing}</slot></div>
        <div class="footer" part="footer"><slot name="footer">${this.#attribution}</slot></div>
      </figure>
      <div class="for-readers" aria-live="polite">${this.#announcer.text}</div>
      <i class="probe" @transitionrun=${() => this.requestUpdate()}></i>
    `;
  }

  protected override updated(): void {
    const plot = this.renderRoot.querySelector('.plot');
    if (plot) this.#size.observe(plot);
    const view = this.#view;
    const canvas = this.renderRoot.querySelector<HTMLCanvasElement>('.plot canvas');
    const surface = this.renderRoot.querySelector<HTMLElement>('.surface');
    if (!view) {
      // The box could not be measured before it was there.
      if (this.#data.state.status === 'ready' && this.#size.width > 0) this.requestUpdate();
      return;
    }
    if (canvas && surface) {
      placeBox(surface, view.layout);
      this.#paint(canvas, view);
    }
    const tooltip = this.renderRoot.querySelector<HTMLElement>('.tooltip');
    const bar = view.series.bars[this.#cursor.indexIn(view)];
    if (tooltip && bar) placeTooltip(tooltip, view.layout, xOf(view.frame, bar.to));
    const { range } = view.state;
    if (this.#toldRange === `${range.from} ${range.to}`) return;
    this.#toldRange = `${range.from} ${range.to}`;
    this.input?.emit(new RangeChangeEvent(range));
  }

  #paint(canvas: HTMLCanvasElement, { frame, layout, colors }: MeterView): void {
    canvas.width = Math.round(layout.width * frame.pixelRatio);
    canvas.height = Math.round(layout.height * frame.pixelRatio);
    placeBox(canvas, layout);
    const context = canvas.getContext('2d');
    if (context) paintBars(context, frame, barPalette(colors));
  }

  #renderTotal(view: MeterView): TemplateResult {
    const when = [view.labels.datedInterval(view.state.range), aboveWords(view)].filter(Boolean).join(' · ');
    return html`<span class="figure">${view.energy.text(totalOf(view))}</span><span class="when">${when}</span>`;
  }

  /** Where what is drawn is from: a load that is drawn is another's than the page's, unless that has brought it itself. */
  get #attribution(): string {
    const hasPublished = this.#view?.loadName && !this.#connection.isLocal;
    return [meterStrings.attribution, hasPublished && strings.attribution].filter(Boolean).join(' · ');
  }

  /** Tells what is wrong. Readings come when they do: where nothing is, there is nothing to be called live. */
  #renderBadge(): TemplateResult | typeof nothing {
    const { state } = this.#data;
    if (state.status !== 'ready' || this.input?.consumption) return nothing;
    const { view } = this.#connection;
    const { failingSince } = state;
    const connection =
      failingSince === undefined || view.state === 'offline'
        ? view
        : ({ state: 'reconnecting', since: failingSince } as const);
    if (connection.state !== 'offline' && connection.state !== 'reconnecting') return nothing;
    const badge = badgeOf({
      connection,
      locale: this.#language.locale,
      timeZone: state.clock.timeZone,
    });
    return html`<span class="badge" part="badge" data-state=${badge.state}>${badge.text}</span>`;
  }

  #renderPlot(): TemplateResult {
    const { state } = this.#data;
    if (state.status === 'error') return renderError(state.error, () => this.#data.retry());
    const view = this.#view;
    if (!view) return renderSkeleton();
    if (view.series.bars.length === 0) return renderEmpty(meterStrings.none);
    if (this.input?.table) return this.#table.render(view);
    return renderMeterPlot({
      view,
      current: this.#cursor.indexIn(view),
      isPinned: this.#cursor.isPinned,
      summary: meterSummary(view),
      handlers: {
        pointer: (event) => this.#point(view, event),
        // A finger that is lifted leaves too, and its owner wants to read what it found.
        leave: ({ pointerType }) => pointerType === 'mouse' && this.#cursor.clear(),
        blur: () => this.#cursor.clear(),
        click: ({ offsetX }) => {
          if (Math.abs(offsetX - (this.#downAt ?? offsetX)) <= CLICK_PX) this.#cursor.togglePin(view);
        },
        keyDown: (event) => this.#press(view, event),
        restored: () => this.requestUpdate(),
      },
    });
  }

  #press(view: MeterView, event: KeyboardEvent): void {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (this.#cursor.press(view, event.key)) event.preventDefault();
  }

  #point(view: MeterView, { type, offsetX }: PointerEvent): void {
    if (type === 'pointerdown') this.#downAt = offsetX;
    this.#cursor.pointAt(view, offsetX);
  }

  #makeView({ area }: MeterChartInput): MeterView | undefined {
    const { state } = this.#data;
    const { width, height } = this.#size;
    const probe = this.renderRoot.querySelector<HTMLElement>('.probe');
    if (state.status !== 'ready' || !probe || width === 0 || height === 0) return undefined;
    const { pixelRatio } = this.#media;
    const size = { width, height, pixelRatio };
    return meterView({
      state,
      area,
      locale: this.#language.locale,
      colors: this.#colors(probe),
      now: Date.now(),
      ...size,
    });
  }

  #colors(probe: HTMLElement): MeterColors {
    const theme = shownTheme(this, this.#media.prefersDark);
    const colors = resolveColors(probe, { theme, isPaper: this.#size.isConfined });
    probe.style.setProperty('color', 'var(--_alarm)');
    return { ...colors, alarm: getComputedStyle(probe).color };
  }

  #fail(error: Error): void {
    this.input?.emit(new ChartErrorEvent(error));
  }
}

define('energy-chart-meter', MeterChartElement);
