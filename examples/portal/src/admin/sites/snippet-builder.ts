import '../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/input/input.js';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import type { Site } from '@wattlet/sdk';
import { AlertsApi } from '@wattlet/sdk/alerts';
import { ChatApi } from '@wattlet/sdk/chat';
import type { Connection } from '@wattlet/sdk/connection';
import { SeriesApi } from '@wattlet/sdk/series';
import { html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { AdminElement, type AdminView } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { renderLoadFailure } from '../parts/render-listing.ts';
import '../parts/secret-box.ts';
import { attributesOf, needsToken, type SnippetChoice, snippetOf } from './snippet.ts';

const FIRST: SnippetChoice = {
  element: 'energy-chart',
  stream: 'generation',
  area: 'GR',
  span: '24h',
  metric: 'load',
  theme: 'auto',
  controls: false,
  inline: false,
  visitors: false,
};

/** The script of each element, loaded when it is first looked at. */
const SCRIPTS = {
  'energy-chart': () => import('@wattlet/widgets/energy-chart.js'),
  'energy-map': () => import('@wattlet/widgets/energy-map.js'),
  'energy-alerts': () => import('@wattlet/widgets/energy-alerts.js'),
  'support-chat': () => import('@wattlet/widgets/support-chat.js'),
} as const;

/** Makes the two lines of HTML for a site, and shows what they show, by the session of whoever looks. */
@customElement('snippet-builder')
export class SnippetBuilder extends AdminElement {
  @property({ attribute: false }) site: Site | undefined;
  @state() private choice: SnippetChoice = FIRST;
  /** Why the script of what is previewed did not come. */
  @state() private failure: unknown;
  #shown: HTMLElement | undefined;

  protected override renderView({ request }: AdminView): TemplateResult {
    const { site, choice } = this;
    if (!site) return html``;
    const { sites: words } = adminWords.words;
    const snippet = snippetOf(choice, { origin: request.url.origin, publishableKey: site.publishableKey });
    return html`<div class="snippet">
      <form class="form" @submit=${(event: Event) => event.preventDefault()}>
        ${this.#renderSelect('element', words.element, words.elements)}
        ${choice.element === 'energy-chart' ? this.#renderChart() : nothing}
        ${choice.element === 'energy-map' ? this.#renderSelect('metric', words.metric, words.metrics) : nothing}
        ${
          choice.element === 'support-chat'
            ? html`${this.#renderCheck('inline', words.inline)}${this.#renderCheck('visitors', words.visitors)}`
            : nothing
        }
        ${this.#renderSelect('theme', words.theme, words.themes)}
      </form>
      <div class="lines">
        <secret-box .text=${snippet} .isPublic=${true}></secret-box>
        ${needsToken(choice) ? html`<p class="quiet">${words.tokens}</p>` : nothing}
        <h3>${words.preview}</h3>
        ${this.failure ? renderLoadFailure(this.failure, () => this.#load(choice.element)) : nothing}
        <div class="preview" ?hidden=${Boolean(this.failure)}></div>
      </div>
    </div>`;
  }

  protected override updated(changes: PropertyValues<this>): void {
    super.updated(changes);
    const place = this.querySelector<HTMLElement>('.preview');
    if (place && this.site && this.portal) this.#preview(place, this.site, this.portal.session.connection);
  }

  #renderChart(): TemplateResult {
    const { sites: words } = adminWords.words;
    const type = ({ target }: Event) => {
      if (target instanceof HTMLElement && 'value' in target)
        this.#choose({ area: String(target.value).trim() });
    };
    return html`${this.#renderSelect('stream', words.stream, words.streams)}
      <wa-input label=${words.area} value=${this.choice.area} maxlength="20" @change=${type}></wa-input>
      ${this.#renderSelect('span', words.span, words.spans)} ${this.#renderCheck('controls', words.controls)}`;
  }

  #renderSelect<Name extends 'element' | 'stream' | 'span' | 'metric' | 'theme'>(
    name: Name,
    label: string,
    options: Readonly<Record<SnippetChoice[Name], string>>,
  ): TemplateResult {
    const values = Object.keys(options) as SnippetChoice[Name][];
    const choose = ({ target }: Event) => {
      const value = values.find(
        (one) => target instanceof HTMLElement && 'value' in target && one === target.value,
      );
      if (value) this.#choose({ [name]: value });
    };
    return html`<wa-select label=${label} value=${this.choice[name]} @change=${choose}>
      ${values.map((value) => html`<wa-option value=${value}>${options[value]}</wa-option>`)}
    </wa-select>`;
  }

  #renderCheck(name: 'controls' | 'inline' | 'visitors', label: string): TemplateResult {
    const change = ({ target }: Event) => {
      if (target instanceof HTMLInputElement) this.#choose({ [name]: target.checked });
    };
    return html`<label class="check"><input type="checkbox" .checked=${this.choice[name]} @change=${change} />${label}</label>`;
  }

  #choose(change: Partial<SnippetChoice>): void {
    this.choice = { ...this.choice, ...change };
  }

  #load(element: SnippetChoice['element']): void {
    this.failure = undefined;
    SCRIPTS[element]().catch((error: unknown) => {
      if (this.choice.element === element) this.failure = error;
    });
  }

  /** Puts the element there, or changes it to what was picked. */
  #preview(place: HTMLElement, site: Site, connection: Connection): void {
    const { choice } = this;
    if (this.#shown?.localName !== choice.element || this.#shown.parentElement !== place) {
      this.#load(choice.element);
      this.#shown = document.createElement(choice.element);
      Object.assign(this.#shown, { client: clientOf(connection) });
      place.replaceChildren(this.#shown);
    }
    const attributes = new Map(
      // Visitors are not who looks here, and a chat over the page is no preview.
      attributesOf({ ...choice, visitors: false, inline: true }, site.publishableKey),
    );
    for (const { name } of [...this.#shown.attributes])
      if (!attributes.has(name)) this.#shown.removeAttribute(name);
    for (const [name, value] of attributes) this.#shown.setAttribute(name, value === true ? '' : value);
    if (!attributes.has('theme')) this.#shown.setAttribute('theme', this.portal?.theme.theme ?? 'auto');
  }
}

const clients = new WeakMap<Connection, unknown>();

/** What any of the elements reads by. */
function clientOf(connection: Connection): unknown {
  const known = clients.get(connection) ?? {
    series: new SeriesApi(connection),
    alerts: new AlertsApi(connection),
    chat: new ChatApi(connection),
    live: connection.live,
  };
  clients.set(connection, known);
  return known;
}
