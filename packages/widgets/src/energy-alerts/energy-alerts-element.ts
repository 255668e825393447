import type { Alert } from '@wattlet/sdk';
import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { property } from 'lit/decorators.js';
import { EnergyFormat } from '../chart/energy-format.ts';
import { renderFailure } from '../connection/render-failure.ts';
import { badgeOf } from '../element/badge.ts';
import { ConnectionController } from '../element/connection-controller.ts';
import { LanguageController } from '../element/language-controller.ts';
import { LazyPart } from '../element/lazy-part.ts';
import { Memo } from '../element/memo.ts';
import { RetryController } from '../element/retry-controller.ts';
import { themeStyles } from '../theme/theme-styles.ts';
import type { ThemeName } from '../theme/tokens.ts';
import { widgetStyles } from '../theme/widget-styles.ts';
import { AlertAcknowledgedEvent } from './alert-acknowledged-event.ts';
import type { AlertExtras } from './alert-extras.ts';
import { AlertFiredEvent } from './alert-fired-event.ts';
import { renderAlertList } from './alert-list.ts';
import { type AlertNews, isOpen, isUnattended } from './alert-news.ts';
import { AlertSelectEvent } from './alert-select-event.ts';
import { alertStrings as strings } from './alert-strings.ts';
import type { AlertsClient } from './alerts-client.ts';
import { AlertsController, type AlertsSource } from './alerts-controller.ts';
import { AlertsErrorEvent } from './alerts-error-event.ts';
import { energyAlertsStyles } from './energy-alerts-styles.ts';
import { renderAlert } from './render-alert.ts';
import { renderEmpty, renderSkeleton } from './render-state.ts';
import { sharedAlertsClient } from './shared-alerts-client.ts';

/** Which alerts are listed. */
export type AlertFilter = 'open' | 'all' | 'resolved';

const FILTERS: Readonly<Record<AlertFilter, (alert: Alert) => boolean>> = {
  open: isOpen,
  all: () => true,
  resolved: (alert) => !isOpen(alert),
};

/**
 * Alerts about smart meters: who is over the limit and by how much, what is left of this hour, and a button to
 * say that an alert was seen.
 *
 * @summary Live list of the alerts of a customer's or a site's meters.
 * @element energy-alerts
 *
 * @slot title - Replaces the title.
 * @slot sign-in - What to do when nobody is signed in.
 * @slot subscription-ended - What to do when the subscription has ended.
 * @slot error - Replaces what is said about any other error.
 *
 * @csspart header - Title, number of unseen alerts, and connection.
 * @csspart title - The title.
 * @csspart unseen - The number of unseen alerts.
 * @csspart badge - Tells whether the list is live.
 * @csspart headroom - How the current hour of each meter stands.
 * @csspart list - The alerts.
 * @csspart alert - One alert.
 * @csspart toast - What has just happened.
 * @csspart empty - Says why there is nothing to be seen.
 * @csspart error - Says what went wrong, with a button to try again.
 *
 * @cssproperty [--wattlet-accent=#0b6bcb] - The brand's colour.
 * @cssproperty [--wattlet-font=inherit] - The brand's typeface.
 * @cssproperty [--wattlet-radius=8px] - Radius of buttons and of what floats.
 * @cssproperty [--wattlet-alerts-height=420px] - How high the list grows before it scrolls.
 *
 * @fires {AlertFiredEvent} alert-fired - An alert has begun to fire.
 * @fires {AlertAcknowledgedEvent} alert-acknowledged - Somebody has marked an alert as seen.
 * @fires {AlertSelectEvent} alert-select - The user has picked an alert.
 * @fires {AlertsErrorEvent} error - The alerts cannot be shown, or one could not be marked as seen.
 */
export class EnergyAlertsElement extends LitElement {
  static override styles = [themeStyles, widgetStyles, energyAlertsStyles];

  /** Only alerts of the meter with this id; of all that the user may see unless given. */
  @property() meter = '';
  /** Which alerts are listed. */
  @property({ reflect: true }) filter: AlertFilter = 'open';
  /** Base URL of the Wattlet server; the page's origin by default. */
  @property() server = '';
  /** `auto` follows the user's preference. */
  @property({ reflect: true }) theme: ThemeName | 'auto' = 'auto';
  /** Used instead of a client for `server`, for example one with a token. */
  @property({ attribute: false }) client: AlertsClient | undefined;

  readonly #alerts = new AlertsController(this, {
    news: (news) => this.#tell(news),
    failed: (error) => this.#tellError(error),
  });
  readonly #connection = new ConnectionController(this);
  readonly #extras = new LazyPart<AlertExtras>({
    host: this,
    load: () => this.#loadExtras(),
    failed: (error) => this.#tellError(error),
  });
  readonly #language = new LanguageController(this, (error) => this.#tellError(error));
  readonly #energy = new Memo<EnergyFormat>();
  /** Alerts that the person has looked at. */
  readonly #seen = new Set<string>();
  #source: AlertsSource | undefined;

  constructor() {
    super();
    this.addController(new RetryController(this.#alerts, this.#connection));
  }

  /** How many alerts the person has not looked at. */
  get unseenCount(): number {
    return this.#unseen.length;
  }

  protected override willUpdate(): void {
    this.#language.speak();
    const client = this.client ?? sharedAlertsClient(this.server || location.origin);
    const source = { client, meterId: this.meter };
    this.#connection.follow(client);
    this.#alerts.follow(source);
    this.#source = source;
    this.#extras.part?.follow(source);
  }

  protected override firstUpdated(): void {
    this.#extras.load();
  }

  /** Resolves when what is loaded after the list is there too. */
  protected override async getUpdateComplete(): Promise<boolean> {
    await super.getUpdateComplete();
    await this.#extras.loading;
    return super.getUpdateComplete();
  }

  protected override render(): TemplateResult {
    const energy = this.#energyFormat;
    const extras = this.#extras.part;
    const { warned = '', fired = '' } = extras?.spoken(energy) ?? {};
    return html`<section aria-labelledby="title" @click=${this.#look} @focusin=${this.#look}>
        <div class="header" part="header">
          <h2 id="title" part="title"><slot name="title">${strings.title}</slot></h2>
          ${extras?.renderUnseen(this.unseenCount)} ${this.#renderConnection()}
        </div>
        ${this.#alerts.state.status === 'ready' ? extras?.renderHeadroom(energy) : nothing}
        <div class="tools">
          ${extras?.renderTools(this.filter, this.#show)}
        </div>
        <div class="body">${this.#renderBody(energy)}</div>
        ${extras?.renderToast(energy)}
      </section>
      <div class="for-readers" aria-live="polite">${warned}</div>
      <div class="for-readers" aria-live="assertive">${fired}</div>`;
  }

  #renderConnection(): TemplateResult {
    const { state: alerts } = this.#alerts;
    const { state, since } = this.#connection.view;
    // Live is what shows the newest alerts, not a list that waits for its first or has failed.
    const shown = state === 'live' && alerts.status !== 'ready' ? 'connecting' : state;
    const { text } = badgeOf({ connection: { state: shown, since }, locale: this.#locale });
    const isSilent = alerts.status === 'error' && shown === 'connecting';
    return html`<span role="status">${
      isSilent ? nothing : html`<span class="badge" part="badge" data-state=${shown}>${text}</span>`
    }</span>`;
  }

  #renderBody(energy: EnergyFormat): TemplateResult {
    const { state } = this.#alerts;
    if (state.status === 'error') return renderFailure(state.error, strings, () => this.#alerts.retry());
    if (state.status === 'loading') return renderSkeleton();
    const shown = state.alerts.filter(FILTERS[this.filter] ?? FILTERS.all);
    if (shown.length === 0) return renderEmpty(this.#emptyTitle, this.#extras.part?.watchedWords);
    const locale = this.#locale;
    return renderAlertList({
      ...{ alerts: shown, label: strings.title, walk: this.#extras.part?.walk },
      renderRow: (alert, index, isTabbed) =>
        renderAlert({
          alert,
          index,
          count: shown.length,
          isTabbed,
          isNew: this.#isUnseen(alert),
          isBusy: this.#extras.part?.isBusy(alert) ?? false,
          locale,
          energy,
          select: this.#select,
          acknowledge: this.#acknowledge,
        }),
    });
  }

  get #emptyTitle(): string {
    if (this.filter === 'open') return strings.emptyOpen;
    return this.filter === 'resolved' ? strings.emptyPast : strings.empty;
  }

  get #unseen(): readonly Alert[] {
    const { state } = this.#alerts;
    return state.status === 'ready' ? state.alerts.filter((alert) => this.#isUnseen(alert)) : [];
  }

  get #energyFormat(): EnergyFormat {
    const locale = this.#locale;
    return this.#energy.get([locale], () => new EnergyFormat(locale));
  }

  get #locale(): string {
    return this.#language.locale;
  }

  readonly #show = (filter: AlertFilter): void => {
    this.filter = filter;
  };

  /** Whoever works with the element has seen what it shows. */
  readonly #look = (): void => {
    for (const { alertId } of this.#unseen) this.#seen.add(alertId);
    this.requestUpdate();
  };

  #isUnseen(alert: Alert): boolean {
    return isUnattended(alert) && !this.#seen.has(alert.alertId);
  }

  readonly #select = (alert: Alert): void => {
    this.dispatchEvent(new AlertSelectEvent(alert));
  };

  readonly #acknowledge = (alert: Alert): void => {
    this.#extras.use((extras) => void extras.acknowledge(alert));
  };

  #tell(news: AlertNews): void {
    this.#language.speak();
    const { fired, warned, acknowledged } = news;
    if (fired.length + warned.length > 0) {
      // What has got worse is new again.
      for (const { alertId } of [...fired, ...warned]) this.#seen.delete(alertId);
      this.#extras.use((extras) => extras.tell(news, this.#energyFormat));
    }
    for (const alert of fired) this.dispatchEvent(new AlertFiredEvent(alert));
    for (const alert of acknowledged) this.dispatchEvent(new AlertAcknowledgedEvent(alert));
  }

  async #loadExtras(): Promise<AlertExtras> {
    const { AlertExtras: Extras } = await import('./alert-extras.ts');
    const extras = new Extras(this, {
      acknowledged: (alert) => this.#alerts.note(alert),
      failed: (words, cause) => {
        this.#language.speak();
        this.#tellError(new Error(words(), { cause }));
      },
    });
    if (this.#source) extras.follow(this.#source);
    return extras;
  }

  #tellError(error: Error): void {
    this.dispatchEvent(new AlertsErrorEvent(error));
  }
}
