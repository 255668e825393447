import type { Alert } from '@wattlet/sdk';
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import type { EnergyFormat } from '../chart/energy-format.ts';
import { adoptStyles } from '../element/adopt-styles.ts';
import { strings as shared } from '../element/strings.ts';
import { paperStyles } from '../theme/paper-styles.ts';
import { extraStrings as strings } from './alert-extras-strings.ts';
import { alertExtrasStyles } from './alert-extras-styles.ts';
import type { AlertNews } from './alert-news.ts';
import { alertSentence } from './alert-sentence.ts';
import { alertStrings } from './alert-strings.ts';
import { AlertWalk } from './alert-walk.ts';
import type { AlertsSource } from './alerts-controller.ts';
import type { AlertFilter } from './energy-alerts-element.ts';
import { HeadroomController } from './headroom-controller.ts';
import { NewsController } from './news-controller.ts';
import { renderHeadroom } from './render-headroom.ts';
import { SignalsController } from './signals-controller.ts';

/** What {@link AlertExtras} asks of the element. */
export interface ExtrasOptions {
  /** Somebody has marked an alert as seen, which is like this now. */
  readonly acknowledged: (alert: Alert) => void;
  /** Something has failed; the words are to be in the language of the element. */
  readonly failed: (words: () => string, cause: unknown) => void;
}

/** In the order of their buttons. */
const FILTERS: readonly AlertFilter[] = ['open', 'all', 'resolved'];

/**
 * What a list of alerts begins without: its buttons, the arrow keys, the current hour, the toast, what is told beyond the page,
 * and how alerts are marked as seen. Loaded when the list is there.
 */
export class AlertExtras {
  readonly walk: AlertWalk;
  readonly #host: LitElement;
  readonly #headroom: HeadroomController;
  readonly #news: NewsController;
  readonly #signals: SignalsController;
  readonly #options: ExtrasOptions;
  readonly #busy = new Set<string>();
  #source: AlertsSource | undefined;
  #hasFailed = false;

  constructor(host: LitElement, options: ExtrasOptions) {
    this.#host = host;
    this.#options = options;
    this.walk = new AlertWalk(host);
    this.#headroom = new HeadroomController(host);
    this.#news = new NewsController(host);
    this.#signals = new SignalsController(host, (cause) => options.failed(() => shared.partMissing, cause));
    for (const styles of [alertExtrasStyles, paperStyles]) adoptStyles(host.renderRoot, styles);
  }

  /** How many meters have a limit, in words; undefined while that is not known. */
  get watchedWords(): string | undefined {
    const count = this.#headroom.meters?.length;
    if (count === undefined) return undefined;
    return count === 0 ? strings.noLimits : strings.watching(count);
  }

  /** Follows this source from now on. */
  follow(source: AlertsSource): void {
    if (this.#source && this.#source.client !== source.client) {
      // It is somebody else's list now.
      this.#news.forget();
      this.#hasFailed = false;
    }
    this.#source = source;
    this.#headroom.follow(source);
  }

  /** Whether this alert is being marked as seen. */
  isBusy({ alertId }: Alert): boolean {
    return this.#busy.has(alertId);
  }

  /** Marks an alert as seen. */
  async acknowledge({ alertId }: Alert): Promise<void> {
    const client = this.#source?.client;
    if (!client || this.#busy.has(alertId)) return;
    const isCurrent = () => client === this.#source?.client;
    this.#busy.add(alertId);
    this.#hasFailed = false;
    this.#host.requestUpdate();
    try {
      const alert = await client.alerts.acknowledge(alertId);
      if (!isCurrent()) return;
      this.#options.acknowledged(alert);
      if (this.#news.toast?.alertId === alertId) this.#news.close();
    } catch (cause) {
      if (!isCurrent()) return;
      this.#hasFailed = true;
      this.#options.failed(() => strings.acknowledgeFailed, cause);
    } finally {
      this.#busy.delete(alertId);
      this.#host.requestUpdate();
    }
  }

  /** Tells of what has happened. */
  tell(news: AlertNews, energy: EnergyFormat): void {
    this.#news.tell(news);
    this.#headroom.refresh();
    const { fired } = news;
    const [first] = fired;
    if (!first) return;
    const body = fired.map((alert) => alertSentence(alert, energy)).join('\n');
    this.#signals.send({ title: alertStrings.states.firing, body, tag: first.alertId });
  }

  /** How many alerts the person has not looked at; leads to the newest. */
  renderUnseen(count: number): TemplateResult | typeof nothing {
    if (count === 0) return nothing;
    return html`<button type="button" class="unseen" part="unseen" @focusin=${stay} @click=${this.#showNewest}>
      <bdi>${strings.unseen(count)}</bdi>
    </button>`;
  }

  /** How the current hour of each meter stands. */
  renderHeadroom(energy: EnergyFormat): TemplateResult | typeof nothing {
    return renderHeadroom(this.#headroom.meters, energy);
  }

  /** Chooses what is listed, turns on and off what is told beyond the page, and says what has failed. */
  renderTools(filter: AlertFilter, show: (filter: AlertFilter) => void): TemplateResult {
    const { notify, sound } = this.#signals.preferences;
    const toggle = (words: string, isOn: boolean, act: () => void) =>
      html`<button type="button" aria-pressed=${isOn ? 'true' : 'false'} @click=${act}>${words}</button>`;
    return html`<div class="group" role="group" aria-label=${strings.filter}>
        ${FILTERS.map((name) => toggle(strings.filters[name], name === filter, () => show(name)))}
      </div>
      <div class="group">
        ${toggle(strings.notify, notify, () => this.#signals.toggleNotify())}
        ${toggle(strings.sound, sound, () => this.#signals.toggleSound())}
      </div>
      ${this.#signals.isDenied ? html`<span role="status">${strings.notifyDenied}</span>` : nothing}
      ${this.#hasFailed ? html`<span role="alert">${strings.acknowledgeFailed}</span>` : nothing}`;
  }

  /** What has just happened. */
  renderToast(energy: EnergyFormat): TemplateResult | typeof nothing {
    const { toast } = this.#news;
    if (!toast) return nothing;
    return html`<div class="toast" part="toast" data-state=${toast.state}>
      <span><bdi>${alertSentence(toast, energy)}</bdi></span>
      <button type="button" @click=${() => void this.acknowledge(toast)}>${alertStrings.acknowledge}</button>
      <button type="button" aria-label=${strings.close} @click=${() => this.#news.close()}>✕</button>
    </div>`;
  }

  /** What the two live regions say. */
  spoken(energy: EnergyFormat): { readonly warned: string; readonly fired: string } {
    const words = (alerts: readonly Alert[]) =>
      alerts.map((alert) => alertSentence(alert, energy)).join('. ');
    return { warned: words(this.#news.warned), fired: words(this.#news.fired) };
  }

  readonly #showNewest = (): void => {
    this.#host.renderRoot.querySelector('.scroll')?.scrollTo({ top: 0 });
    this.walk.goToFirst();
  };
}

/** Who comes to the button has not looked yet: it would go before it is pressed. */
const stay = (event: FocusEvent): void => event.stopPropagation();
