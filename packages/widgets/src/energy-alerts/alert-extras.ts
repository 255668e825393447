import type { Alert } from '@wattlet/sdk';
import { html, type LitElement, nothing, type TemplateResult } from 'lit';
import type { EnergyFormat } from '../chart/energy-format.ts';
import { adoptStyles } from '../element/adopt-styles.ts';
import { paperStyles } from '../theme/paper-styles.ts';
import { extraStrings as strings } from './alert-extras-strings.ts';
import { alertExtrasStyles } from './alert-extras-styles.ts';
import type { AlertNews } from './alert-news.ts';
import { alertStrings } from './alert-strings.ts';
import { sentence } from './alert-words.ts';
import type { AlertsSource } from './alerts-controller.ts';
import { HeadroomController } from './headroom-controller.ts';
import { NewsController } from './news-controller.ts';
import { renderHeadroom } from './render-headroom.ts';
import { SignalsController } from './signals-controller.ts';

/** What {@link AlertExtras} asks of the element. */
export interface ExtrasOptions {
  readonly acknowledge: (alert: Alert) => void;
  /** A part could not be loaded. */
  readonly failed: (cause: unknown) => void;
}

/** What a list of alerts begins without: the current hour, the toast, and what is told beyond the page. Loaded when the list is there. */
export class AlertExtras {
  readonly #headroom: HeadroomController;
  readonly #news: NewsController;
  readonly #signals: SignalsController;
  readonly #options: ExtrasOptions;

  constructor(host: LitElement, options: ExtrasOptions) {
    this.#options = options;
    this.#headroom = new HeadroomController(host);
    this.#news = new NewsController(host);
    this.#signals = new SignalsController(host, options.failed);
    for (const styles of [alertExtrasStyles, paperStyles]) adoptStyles(host.renderRoot, styles);
  }

  /** How many meters have a limit; undefined while that is not known. */
  get watchedMeters(): number | undefined {
    return this.#headroom.meters?.length;
  }

  /** Follows this source from now on. */
  follow(source: AlertsSource): void {
    this.#headroom.follow(source);
  }

  /** Tells of what has happened. */
  tell(news: AlertNews, energy: EnergyFormat): void {
    this.#news.tell(news);
    this.#headroom.refresh();
    const { fired } = news;
    const [first] = fired;
    if (!first) return;
    const body = fired.map((alert) => sentence(alert, energy)).join('\n');
    this.#signals.send({ title: alertStrings.states.firing, body, tag: first.alertId });
  }

  /** Somebody has marked this alert as seen. */
  acknowledged(alertId: string): void {
    if (this.#news.toast?.alertId === alertId) this.#news.close();
  }

  /** How the current hour of each meter stands. */
  renderHeadroom(energy: EnergyFormat): TemplateResult | typeof nothing {
    return renderHeadroom(this.#headroom.meters, energy);
  }

  /** Turns on and off what is told beyond the page. */
  renderSignals(): TemplateResult {
    const { notify, sound } = this.#signals.preferences;
    const toggle = (words: string, isOn: boolean, act: () => void) =>
      html`<button type="button" aria-pressed=${isOn ? 'true' : 'false'} @click=${act}>${words}</button>`;
    return html`<div class="group">
        ${toggle(strings.notify, notify, () => this.#signals.toggleNotify())}
        ${toggle(strings.sound, sound, () => this.#signals.toggleSound())}
      </div>
      ${this.#signals.isDenied ? html`<span role="status">${strings.notifyDenied}</span>` : nothing}`;
  }

  /** What has just happened. */
  renderToast(energy: EnergyFormat): TemplateResult | typeof nothing {
    const { toast } = this.#news;
    if (!toast) return nothing;
    return html`<div class="toast" part="toast" data-state=${toast.state}>
      <span><bdi>${sentence(toast, energy)}</bdi></span>
      <button type="button" @click=${() => this.#options.acknowledge(toast)}>${alertStrings.acknowledge}</button>
      <button type="button" aria-label=${strings.close} @click=${() => this.#news.close()}>✕</button>
    </div>`;
  }

  /** What the two live regions say. */
  spoken(energy: EnergyFormat): { readonly warned: string; readonly fired: string } {
    const words = (alerts: readonly Alert[]) => alerts.map((alert) => sentence(alert, energy)).join('. ');
    return { warned: words(this.#news.warned), fired: words(this.#news.fired) };
  }
}
