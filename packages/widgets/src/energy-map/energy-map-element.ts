import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { property, state } from 'lit/decorators.js';
import { Announcer } from '../element/announcer.ts';
import type { Badge } from '../element/badge.ts';
import { ConnectionController } from '../element/connection-controller.ts';
import { ElementError } from '../element/element-error.ts';
import { LanguageController } from '../element/language-controller.ts';
import { Memo } from '../element/memo.ts';
import { nextTask } from '../element/next-task.ts';
import { PrintController } from '../element/print-controller.ts';
import { RetryController } from '../element/retry-controller.ts';
import { SizeController } from '../element/size-controller.ts';
import { StaleController } from '../element/stale-controller.ts';
import { ChartErrorEvent } from '../energy-chart/chart-error-event.ts';
import { renderError } from '../energy-chart/render-state.ts';
import { sharedClient } from '../energy-chart/shared-client.ts';
import { paperStyles } from '../theme/paper-styles.ts';
import { themeStyles } from '../theme/theme-styles.ts';
import type { ThemeName } from '../theme/tokens.ts';
import { widgetStyles } from '../theme/widget-styles.ts';
import { AreaSelectEvent } from './area-select-event.ts';
import { CountryCursor, codeOf } from './country-cursor.ts';
import { energyMapStyles } from './energy-map-styles.ts';
import { mapBadge } from './map-badge.ts';
import type { MapClient } from './map-client.ts';
import { MapController } from './map-controller.ts';
import { mapClock, parseAt } from './map-request.ts';
import { mapStrings } from './map-strings.ts';
import type { MapView } from './map-view.ts';
import { mapWindow } from './map-window.ts';
import { MapWords } from './map-words.ts';
import { type MetricName, metricOf } from './metric.ts';
import { metricStyles } from './metric-styles.ts';
import { placeMapTooltip } from './place-map-tooltip.ts';
import { PlayController } from './play-controller.ts';
import { renderMap } from './render-map.ts';
import { renderMapHeader } from './render-map-header.ts';
import { renderMapLegend } from './render-map-legend.ts';
import { renderMapEmpty, renderMapRoom, renderMapSkeleton } from './render-map-state.ts';
import { HIGHEST_FIRST, type MapTableOrder, renderMapTable } from './render-map-table.ts';
import { describeCountry, renderMapTooltip } from './render-map-tooltip.ts';
import { renderTimeBar } from './render-time-bar.ts';
import { summarizeMap } from './summarize-map.ts';
import { TimeChangeEvent } from './time-change-event.ts';
import { STEP_MS, type TimeSteps } from './time-steps.ts';

/**
 * A live map of Europe's electricity: countries coloured by load, renewable share or net import, and arrows for
 * what flows over their borders. It needs nothing but the Wattlet server: no tiles, no map service.
 *
 * @summary Live map of load, renewable share or net import of Europe's countries, with cross-border flows.
 * @element energy-map
 *
 * @slot title - Replaces the title.
 * @slot subscription-ended - What to do when the subscription has ended.
 * @slot footer - Replaces the attribution. The licence of the data asks for one.
 *
 * @csspart header - Title, hour and badge.
 * @csspart title - The title.
 * @csspart hour - The interval or hour that is shown, and of how many countries there is data.
 * @csspart badge - Tells whether the map is live.
 * @csspart map - The map itself.
 * @csspart table - The tables that can be shown in place of the map.
 * @csspart tooltip - The values of the country that is read.
 * @csspart time-bar - Play, slider, and the way to the table.
 * @csspart legend - The legend.
 * @csspart footer - The attribution.
 * @csspart empty - Says why there is nothing to be seen.
 * @csspart error - Says what went wrong, with a button to try again.
 *
 * @cssproperty [--wattlet-accent=#0b6bcb] - The brand's colour.
 * @cssproperty [--wattlet-font=inherit] - The brand's typeface.
 * @cssproperty [--wattlet-radius=8px] - Radius of what floats.
 * @cssproperty [--wattlet-map-height] - Height of the map; by default in proportion to its width.
 *
 * @fires {AreaSelectEvent} area-select - The user has selected a country.
 * @fires {TimeChangeEvent} time-change - Another hour is shown.
 * @fires {ChartErrorEvent} error - The data cannot be shown.
 */
export class EnergyMapElement extends LitElement {
  static override styles = [themeStyles, widgetStyles, energyMapStyles, metricStyles, paperStyles];

  /** What countries are coloured by. */
  @property({ reflect: true }) metric: MetricName = 'load';
  /** The hour to show: any RFC 3339 time in it. Without it the newest, going along with the data. */
  @property() at = '';
  /** How many days the slider goes over, 1 to 7: up to the newest hour, or from `at` on where that lies before them. */
  @property({ type: Number }) days = 1;
  /** Map code of the selected country, for example `GR`. */
  @property({ reflect: true }) selected = '';
  /** IANA name of the zone to show times in; the market's, Europe/Brussels, by default. */
  @property({ attribute: 'time-zone' }) timeZone = '';
  /** Whether the server tells old data as if it came now: its age is then no sign that nothing comes any more. */
  @property({ type: Boolean }) replay = false;
  /** Base URL of the Wattlet server; the page's origin by default. */
  @property() server = '';
  /** `auto` follows the user's preference. */
  @property({ reflect: true }) theme: ThemeName | 'auto' = 'auto';
  /** Used instead of a client for `server`, for example one with a token. */
  @property({ attribute: false }) client: MapClient | undefined;

  /** `table` shows the same as tables. */
  @property({ reflect: true }) view: 'map' | 'table' = 'map';

  @state() private tableOrder: MapTableOrder = HIGHEST_FIRST;

  readonly #data = new MapController(this, (error) => this.dispatchEvent(new ChartErrorEvent(error)));
  readonly #language = new LanguageController(this, (error) =>
    this.dispatchEvent(new ChartErrorEvent(error)),
  );
  readonly #connection = new ConnectionController(this);
  readonly #size = new SizeController(this);
  readonly #stale = new StaleController(this);
  readonly #cursor = new CountryCursor(this);
  readonly #play = new PlayController(this, () => this.#showNext());
  readonly #announcer = new Announcer(this);
  readonly #words = new Memo<MapWords>();
  #clock = mapClock('');
  #view: MapView | undefined;
  #told = '';

  constructor() {
    super();
    this.addController(new RetryController(this.#data, this.#connection));
    new PrintController(this, this.#size);
  }

  /** Nothing of what leads to the first picture has run before: each of its steps is a task of its own. */
  protected override async scheduleUpdate(): Promise<void> {
    if (!this.#view) await nextTask(this.#client);
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.#language.speak();
    const client = this.#client;
    const { metric, days } = this;
    this.#connection.follow(client);
    this.#data.follow({ client, metric, areaType: 'CTY', days });
    this.#readTimes(changed);
    this.#watchAge();
    this.#view = this.#makeView();
    const { code, isKeyboard } = this.#cursor;
    const view = isKeyboard ? this.#view : undefined;
    this.#announcer.say(view && code !== undefined ? describeCountry(view, code) : '');
  }

  protected override render(): TemplateResult {
    const view = this.#view;
    const title = mapStrings.title(metricOf(this.metric)?.name ?? 'load');
    return html`
      <figure aria-labelledby="title">
        ${renderMapHeader({ title, view, badge: this.#badge })}
        <div class="stage">${this.#renderStage(title)}</div>
        ${view ? this.#renderControls(view) : renderMapRoom(this.view === 'table')}
        <div class="footer" part="footer"><slot name="footer">${mapStrings.attribution}</slot></div>
      </figure>
      <div class="for-readers" aria-live="polite">${this.#announcer.text}</div>
    `;
  }

  protected override firstUpdated(): void {
    const stage = this.renderRoot.querySelector('.stage');
    if (stage) this.#size.observe(stage);
    // What stands there while the first hour is awaited has the size that is known now.
    queueMicrotask(() => this.requestUpdate());
  }

  protected override updated(): void {
    const view = this.#view;
    if (!view) return;
    this.#placeTooltip();
    this.#tellTime(view);
  }

  #placeTooltip(): void {
    const tooltip = this.renderRoot.querySelector<HTMLElement>('.tooltip');
    const country = this.renderRoot.querySelector('.outline.active');
    const stage = this.renderRoot.querySelector('.stage');
    if (!tooltip || !country || !stage) return;
    placeMapTooltip(tooltip, country.getBoundingClientRect(), stage.getBoundingClientRect());
  }

  #renderStage(title: string): TemplateResult | typeof nothing {
    const { state } = this.#data;
    const { width, height } = this.#size;
    if (state.status === 'error') return renderError(state.error, () => this.#data.retry());
    if (state.status === 'empty') return renderMapEmpty();
    const view = this.#view;
    if (!view) return width === 0 ? nothing : renderMapSkeleton(mapWindow(width, height));
    if (this.view === 'table') {
      const onOrder = (order: MapTableOrder) => {
        this.tableOrder = order;
      };
      return renderMapTable({ view, title, order: this.tableOrder, onOrder });
    }
    return html`
      <div
        class="surface"
        role="application"
        tabindex="0"
        aria-roledescription=${mapStrings.map}
        aria-label=${mapStrings.surfaceLabel(title)}
        aria-describedby="summary"
        @pointermove=${this.#onPointer}
        @pointerdown=${this.#onPointer}
        @pointerleave=${this.#onPointerLeave}
        @click=${(event: MouseEvent) => this.#select(codeOf(event.target))}
        @keydown=${this.#onKeyDown}
        @blur=${() => this.#cursor.clear()}
      >
        ${renderMap(view)}
      </div>
      <p class="for-readers" id="summary">${summarizeMap(view)}</p>
      ${
        view.active === undefined
          ? nothing
          : html`<div class="tooltip" part="tooltip" aria-hidden="true">${renderMapTooltip(view, view.active)}</div>`
      }
    `;
  }

  #renderControls(view: MapView): TemplateResult {
    const isTable = this.view === 'table';
    return html`
      ${renderTimeBar({
        view,
        isTable,
        isPlaying: this.#play.isPlaying,
        onPlay: () => (this.#play.isPlaying ? this.#play.stop() : this.#play.start()),
        onSeek: (step) => {
          this.#play.stop();
          void this.#seek(step, view.steps);
        },
        onTable: () => {
          this.view = isTable ? 'map' : 'table';
        },
      })}
      ${isTable ? nothing : renderMapLegend(view)}
    `;
  }

  #makeView(): MapView | undefined {
    const { state } = this.#data;
    const { width, height } = this.#size;
    if (state.status !== 'ready' || width === 0 || height === 0) return undefined;
    const { frame, steps, isLive } = state;
    const clock = this.#clock;
    const locale = this.#locale;
    return {
      frame,
      steps,
      isLive,
      words: this.#words.get([clock, locale], () => new MapWords(clock, locale)),
      window: mapWindow(width, height),
      active: this.#cursor.code,
      selected: this.selected,
    };
  }

  /** Takes the attributes that may be wrong, and tells where they are. */
  #readTimes(changed: PropertyValues<this>): void {
    if (!changed.has('timeZone') && !changed.has('at')) return;
    try {
      this.#clock = mapClock(this.timeZone);
      void this.#data.seekAround(parseAt(this.at));
    } catch (thrown) {
      if (!(thrown instanceof ElementError)) throw thrown;
      this.#data.reject(thrown);
    }
  }

  /** At the newest hour the map goes along with the data. */
  #seek(step: number, { newest }: TimeSteps): Promise<void> {
    return this.#data.seek(step < newest ? step : undefined);
  }

  /** Shows the hour after the one that is shown, at the end the first. Resolves with whether there is another. */
  async #showNext(): Promise<boolean> {
    const view = this.#view;
    if (!view) return false;
    const { first, last } = view.steps;
    const next = view.frame.step < last ? view.frame.step + STEP_MS : first;
    await this.#seek(next, view.steps);
    await this.updateComplete;
    this.#data.prepareNext();
    return next < last;
  }

  /** Of a replay what counts is when it last went on. */
  #watchAge(): void {
    const { state } = this.#data;
    const known = state.status === 'ready' ? state : undefined;
    this.#stale.follow(known && (this.replay ? known.changedAt : known.steps.newest + STEP_MS), STEP_MS);
  }

  #tellTime({ frame: { step }, isLive }: MapView): void {
    const told = `${step} ${isLive}`;
    if (told === this.#told) return;
    this.#told = told;
    this.dispatchEvent(new TimeChangeEvent(step, isLive));
  }

  #select(code: string | undefined): void {
    if (code === undefined) return;
    this.selected = code;
    this.dispatchEvent(new AreaSelectEvent(code, this.#view?.frame.countries.get(code)?.area));
  }

  get #badge(): Badge | undefined {
    return mapBadge({
      state: this.#data.state,
      connection: this.#connection,
      locale: this.#locale,
      timeZone: this.#clock.timeZone,
      staleSince: this.#stale.since,
    });
  }

  get #client(): MapClient {
    return this.client ?? sharedClient(this.server || location.origin);
  }

  get #locale(): string {
    return this.#language.locale;
  }

  readonly #onPointer = (event: PointerEvent): void => this.#cursor.pointAt(event.target);

  readonly #onPointerLeave = (event: PointerEvent): void => {
    // A finger that is lifted leaves too, and its owner wants to read what it found.
    if (event.pointerType === 'mouse') this.#cursor.clear();
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const view = this.#view;
    if (event.ctrlKey || event.altKey || event.metaKey || !view) return;
    const isSelecting = event.key === 'Enter' || event.key === ' ';
    if (isSelecting && view.active !== undefined) this.#select(view.active);
    else if (!this.#cursor.press(view.frame, event.key, this.selected)) return;
    event.preventDefault();
  };
}
