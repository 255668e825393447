import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import type { Badge } from '../element/badge.ts';
import { ConnectionController } from '../element/connection-controller.ts';
import { LanguageController } from '../element/language-controller.ts';
import { MediaController } from '../element/media-controller.ts';
import { nextTask } from '../element/next-task.ts';
import { SizeController } from '../element/size-controller.ts';
import { textList } from '../element/text-list.ts';
import { themeStyles } from '../theme/theme-styles.ts';
import type { ThemeName } from '../theme/tokens.ts';
import { widgetStyles } from '../theme/widget-styles.ts';
import { areaName } from './area-name.ts';
import { chartBadge } from './chart-badge.ts';
import { wrongChoice } from './chart-choices.ts';
import type { AreaType, ChartClient, StreamName } from './chart-client.ts';
import { ChartErrorEvent } from './chart-error-event.ts';
import { readState, writeState } from './chart-state.ts';
import { type ChartView, hasOwnLines, type ViewName } from './chart-view.ts';
import { columnsOf } from './detail.ts';
import { energyChartStyles } from './energy-chart-styles.ts';
import type { FeatureContext } from './features/chart-host.ts';
import { FeaturesController } from './features-controller.ts';
import { InteractionController } from './interaction-controller.ts';
import { LocalClient } from './local-client.ts';
import type { ConsumptionData } from './meter/consumption.ts';
import { MeterPart, showsMeter } from './meter-part.ts';
import { NavigationController } from './navigation-controller.ts';
import { PlotCanvas } from './plot-canvas.ts';
import { RangeChangeEvent } from './range-change-event.ts';
import { renderHeader } from './render-header.ts';
import { renderLegend } from './render-legend.ts';
import { renderPlot } from './render-plot.ts';
import { renderComing, renderEmpty, renderError, renderSkeleton, renderWaiting } from './render-state.ts';
import { SelectionChangeEvent } from './selection-change-event.ts';
import { SeriesController } from './series-controller.ts';
import { SeriesToggleEvent } from './series-toggle-event.ts';
import type { RangeSpan } from './shown-range.ts';
import { StateChangeEvent } from './state-change-event.ts';
import { strings } from './strings.ts';
import { UpkeepController } from './upkeep-controller.ts';
import { UserChanges } from './user-changes.ts';
import { limitsOf, ViewMaker } from './view-maker.ts';

const NO_DATA = new LocalClient({});

/** An element that is lower has room for the plot and the newest value. */
const TINY_PX = 180;

/**
 * A live chart of European electricity data: load, generation by production type, or cross-border flows.
 *
 * @summary Live chart of load, generation or cross-border flows of an area.
 * @element energy-chart
 *
 * @slot title - Replaces the title.
 * @slot legend - Replaces the legend.
 * @slot subscription-ended - What to do when the subscription has ended.
 * @slot footer - Replaces the attribution. The licence of the data asks for one.
 *
 * @csspart header - Title, newest value and badge.
 * @csspart title - The title.
 * @csspart latest - The newest value.
 * @csspart badge - Tells whether the chart is live.
 * @csspart controls - Pickers and buttons.
 * @csspart plot - The box of the plot and its axes.
 * @csspart tooltip - The values under the cursor.
 * @csspart table - The values as a table.
 * @csspart overview - All of the data in small, with a window on what is shown.
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
 * @fires {StateChangeEvent} state-change - The user has changed what `state` holds: view, area, range, hidden series and the like.
 * @fires {SeriesToggleEvent} series-toggle - The user has hidden a series, or shown it again.
 * @fires {SelectionChangeEvent} selection-change - The user has pinned an interval, or let it go.
 */
export class EnergyChartElement extends LitElement {
  static override styles = [themeStyles, widgetStyles, energyChartStyles];
  /**
   * The client of a chart that is given none, by the base URL of its server. It is asked for at every update: a chart whose
   * client is another than before begins afresh. Unless it is set such a chart has no data.
   */
  static clientOf: (server: string) => ChartClient = () => NO_DATA;

  /** What is shown. */
  @property({ reflect: true }) stream: StreamName = 'load';
  /** Map code or EIC code of the area, for example `GR`. */
  @property() area = '';
  /** The role in which the area is published. */
  @property({ attribute: 'area-type' }) areaType: AreaType = 'CTY';
  /**
   * Start of the range: RFC 3339, or a date in the area's time zone. Without it the range follows the
   * newest data. As the user zooms and pans the property is what is shown; the attribute stays.
   */
  @property() from = '';
  /** End of the range, exclusive. Without it the range follows the newest data. */
  @property() to = '';
  /** Length of a range that follows the newest data: `24h`, `7d`, `30d`, `12m` or `all`, which is at most ten years. */
  @property() span: RangeSpan = '24h';
  /**
   * Series that are not drawn, with commas between: production types as published, map codes of neighbours, `net`
   * (which is told all the same). For example `Solar, Wind Onshore`.
   */
  @property({ attribute: 'hidden-series', converter: textList }) hiddenSeries: readonly string[] = [];
  /** Whether bands have patterns beside their colours, and compared lines dashes. */
  @property({ type: Boolean }) patterns = false;
  /** Whether the chart has pickers, buttons and an overview of its own. */
  @property({ type: Boolean }) controls = false;
  /** How the stream is looked at. */
  @property({ reflect: true }) view: ViewName = 'timeline';
  /**
   * What the view `compare` compares with, with commas between: map codes, and the area itself some days (`-1d`) or
   * weeks (`-52w`) before, by the clock on the wall. For example `PT, -1d`.
   */
  @property({ converter: textList }) compare: readonly string[] = [];
  /** What the bars of a profile are for. */
  @property() bucket: 'hour-of-day' | 'day-of-week' = 'hour-of-day';
  /** What the bars of a load profile tell. */
  @property() statistic: 'mean' | 'median' = 'mean';
  /** Which way the bars of a profile go. */
  @property() orientation: 'vertical' | 'horizontal' = 'vertical';
  /** Whether the values are shown as a table. */
  @property({ type: Boolean }) table = false;
  /** Shows what was known at this time: RFC 3339, or a date in the area's time zone. In the future it is an error. */
  @property({ attribute: 'as-of' }) asOf = '';
  /**
   * Shows what the meter with this id consumed, with its limit, in place of a series; where an area is given,
   * beside that area's load.
   */
  @property() meter = '';
  /**
   * What a meter consumed, in place of `meter`, where the page has it itself: all of it is shown, whatever `span` says,
   * or what lies between `from` and `to`.
   */
  @property({ attribute: false }) consumption: ConsumptionData | undefined;
  /** Whether the server tells old data as if it came now: its age is then no sign that nothing comes any more. */
  @property({ type: Boolean }) replay = false;
  /** Charts of one group read the same time. */
  @property() sync = '';
  /** IANA name of the zone to show times in; the area's own by default. */
  @property({ attribute: 'time-zone' }) timeZone = '';
  /** Base URL of the Wattlet server; the page's origin by default. */
  @property() server = '';
  /** `auto` follows the user's preference. */
  @property({ reflect: true }) theme: ThemeName | 'auto' = 'auto';
  /** Used instead of a client for `server`, for example one with a token. */
  @property({ attribute: false }) client: ChartClient | undefined;

  readonly #data = new SeriesController(this, (error) => this.#tellError(error));
  readonly #language = new LanguageController(this, (error) => this.#tellError(error));
  readonly #connection = new ConnectionController(this);
  readonly #size = new SizeController(this);
  readonly #box = new SizeController(this);
  readonly #media = new MediaController(this);
  readonly #navigation = new NavigationController(new UserChanges(this));
  readonly #extras = new FeaturesController(this, this.#navigation, (error) => this.#tellError(error));
  readonly #interaction = new InteractionController(this, {
    frame: () => this.#shown?.frame,
    navigation: this.#navigation,
    moved: (time) => this.#upkeep.part?.sync.tell(time),
    pinned: (span) => this.dispatchEvent(new SelectionChangeEvent(span)),
    failed: (error) => this.#tellError(error),
  });
  readonly #meter = new MeterPart(this, (error) => this.#tellError(error));
  readonly #upkeep = new UpkeepController(this, {
    data: this.#data,
    size: this.#size,
    connection: this.#connection,
    follow: (time) => this.#interaction.use((part) => part.follow(time)),
    failed: (error) => this.#tellError(error),
  });
  readonly #views = new ViewMaker(this);
  #shown: ChartView | undefined;
  readonly #canvas = new PlotCanvas(
    (event) => this.#interaction.handle(event),
    () => nextTask(this.#client),
  );
  #shownRange = '';
  #toldState = '';

  /**
   * What the user has set otherwise than the page, as text for an address; empty for nothing. Set it to what it was to
   * come back to the same view, or to empty text to come back to what the page has asked for.
   */
  get state(): string {
    return writeState(this.#navigation.changes.all);
  }

  set state(text: string) {
    this.#navigation.changes.restore(readState(text));
    this.#toldState = this.state;
  }

  /** Shows again the range that the page has asked for. */
  resetRange(): void {
    this.#navigation.reset();
  }

  /** What shows the first data has not run before: it is made, laid out and painted in tasks of their own. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.#shown && this.#data.state.status === 'ready' && !showsMeter(this)) {
      await nextTask(this.#client);
      this.#makeView();
      await nextTask(this.#client);
    }
    await super.scheduleUpdate();
  }

  protected override willUpdate(): void {
    this.#language.speak();
    const client = this.#client;
    this.#connection.follow(client);
    this.#navigation.changes.noticeHost();
    this.#upkeep.part?.sync.join(this.sync);
    if (showsMeter(this)) {
      this.#meter.loadOnce();
      this.#shown = undefined;
      return;
    }
    const { stream, area, areaType, from, to, span, timeZone, asOf, controls: isWide } = this;
    this.#data.follow({
      ...{ client, stream, area, areaType, from, to, span, timeZone, asOf, isWide },
      columns: columnsOf(this.#size.width, this.#media.pixelRatio),
      wrong: wrongChoice(this),
    });
    if (isWide || this.table || this.view !== 'timeline') this.#extras.loadOnce();
    this.#shown = this.#makeView();
    this.#upkeep.part?.watch(this, this.#data.state, this.#shown);
    this.#upkeep.part?.say(this.#shown, this.#interaction.part);
  }

  protected override render(): TemplateResult {
    const view = this.#shown;
    const locale = this.#locale;
    if (showsMeter(this))
      return (
        this.#meter.part?.(this, this.#client, this.#navigation.changes) ??
        renderWaiting(this.#meter, this.controls)
      );
    const { state } = this.#data;
    const title = strings.title(
      this.stream,
      state.status === 'ready' ? areaName(state.area, locale) : this.area,
    );
    const isSingle = this.stream === 'load' && !hasOwnLines(this.view);
    const isTall =
      this.view === 'profile' && this.orientation === 'horizontal' && this.bucket === 'hour-of-day';
    const classes = [
      'chart',
      isSingle && 'single',
      this.controls && 'controlled',
      isTall && 'tall',
      this.#isTiny && 'tiny',
    ];
    const context = this.#contextOf(title);
    const features = this.controls ? this.#extras.part : undefined;
    return html`
      <figure class=${classes.filter(Boolean).join(' ')} aria-labelledby="title">
        ${renderHeader({ title, view, badge: this.#badge })}
        <div class="controls">
          ${features?.renderControls(context) ?? nothing}
          <div class="notices" role="status">${this.#extras.part?.renderNotices() ?? nothing}</div>
        </div>
        <div class="plot" part="plot">${this.#renderPlot(context)}</div>
        ${features?.renderOverview(context) ?? nothing}
        <div class=${view || isSingle ? 'legend-box' : 'legend-box waiting'}>
          <slot name="legend">${view ? renderLegend(view, this.#toggleSeries) : nothing}</slot>
        </div>
        <div class="footer" part="footer"><slot name="footer">${this.#connection.isLocal ? nothing : strings.attribution}</slot>${this.#upkeep.part?.renderRevised(view)}</div>
      </figure>
      <div class="for-readers" aria-live="polite">${this.#upkeep.part?.announcer.text}</div>
      <i class="probe" @transitionrun=${this.#views.restyle}></i>
    `;
  }

  /** Waits for what is being loaded, too. */
  protected override async getUpdateComplete(): Promise<boolean> {
    const isComplete = await super.getUpdateComplete();
    const { part: upkeep } = this.#upkeep;
    const loading = [this.#interaction, this.#meter, this.#upkeep, upkeep?.summary, this.#canvas].flatMap(
      (part) => part?.loading ?? [],
    );
    if (!loading.length) return isComplete;
    await Promise.all(loading);
    return this.getUpdateComplete();
  }

  protected override updated(): void {
    const plot = this.renderRoot.querySelector('.plot');
    if (plot) this.#size.observe(plot);
    this.#box.observe(this);
    this.#tellState();
    const view = this.#shown;
    if (!view) return;
    this.#canvas.show(this.renderRoot, view, this.#upkeep.part?.repaintedColumns);
    this.#extras.part?.paint(view);
    this.#tellRange(view);
    this.#interaction.part?.place(this.renderRoot, view);
  }

  #contextOf(title: string): FeatureContext {
    const { state } = this.#data;
    const view = this.#shown;
    const ready = view && state.status === 'ready' ? { view, state } : undefined;
    return { client: this.#client, locale: this.#locale, title, root: this.renderRoot, ready };
  }

  #renderPlot({ title, ready, ...context }: FeatureContext): TemplateResult {
    const { state } = this.#data;
    if (state.status === 'error') return renderError(state.error, () => this.#data.retry());
    if (!ready) return renderSkeleton();
    const { view } = ready;
    const reason = this.#upkeep.part?.emptyReason(ready.state, view, this.#locale);
    if (reason) return renderEmpty(reason);
    if (this.table || this.view !== 'timeline') {
      const { part: features } = this.#extras;
      if (!features) return renderComing(this.#extras);
      const instead = features.renderView({ ...context, title, ready });
      if (instead) return instead;
    }
    return renderPlot({
      view,
      title,
      interaction: this.#interaction.part,
      revised: this.#upkeep.part?.revisions.spans ?? [],
      summary: this.#upkeep.part?.summary.text ?? '',
    });
  }

  #makeView(): ChartView | undefined {
    const { state } = this.#data;
    const view = this.#views.view({
      state,
      root: this.renderRoot,
      size: this.#size,
      media: this.#media,
      locale: this.#locale,
      compared: (ready, colors) =>
        this.#extras.part?.lines({ client: this.#client, state: ready, colors, locale: this.#locale }),
      animate: (target) => {
        this.#navigation.range = target;
        const isStill = this.#media.prefersReducedMotion || this.#isDragged;
        return this.#upkeep.part?.animation.towards(target, isStill) ?? target;
      },
    });
    if (view && state.status === 'ready') this.#navigation.limits = limitsOf(view, state);
    return view;
  }

  #tellRange({ frame: { range } }: ChartView): void {
    const shown = `${range.from} ${range.to}`;
    if (shown === this.#shownRange || this.#isMoving) return;
    this.#shownRange = shown;
    this.dispatchEvent(new RangeChangeEvent(range));
  }

  #tellState(): void {
    if (this.#isMoving) return;
    const { state } = this;
    if (state === this.#toldState) return;
    this.#toldState = state;
    this.dispatchEvent(new StateChangeEvent(state));
  }

  get #isTiny(): boolean {
    return this.#box.height > 0 && this.#box.height < TINY_PX;
  }

  get #isMoving(): boolean {
    return this.#upkeep.part?.animation.isMoving || this.#isDragged;
  }

  get #isDragged(): boolean {
    return [this.#interaction.part, this.#extras.part].some((part) => part?.isActive);
  }

  get #client(): ChartClient {
    return this.client ?? EnergyChartElement.clientOf(this.server || location.origin);
  }

  get #badge(): Badge | undefined {
    return chartBadge({
      state: this.#data.state,
      connection: this.#connection,
      view: this.#shown,
      locale: this.#locale,
      upkeep: this.#upkeep.part,
    });
  }

  get #locale(): string {
    return this.#language.locale;
  }

  #tellError(error: Error): void {
    this.dispatchEvent(new ChartErrorEvent(error));
  }

  readonly #toggleSeries = (group: string): void => {
    const isHidden = !this.hiddenSeries.includes(group);
    const hiddenSeries = isHidden
      ? [...this.hiddenSeries, group]
      : this.hiddenSeries.filter((hidden) => hidden !== group);
    this.#navigation.changes.set({ hiddenSeries });
    this.dispatchEvent(new SeriesToggleEvent(group, isHidden));
  };
}
