import '@wattlet/widgets/energy-alerts.js';
import '@wattlet/widgets/energy-chart.js';
import { Task } from '@lit/task';
import type { Alert, Meter } from '@wattlet/sdk';
import type { AlertSelectEvent } from '@wattlet/widgets/energy-alerts.js';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PageElement } from '../../app/page-element.ts';
import type { Portal } from '../../app/portal.ts';
import { renderFailure, renderLoading } from '../../app/render-states.ts';
import { metersClient } from '../../clients/meters-client.ts';
import { icon } from '../../icons/icon.ts';
import { renderEnded } from '../../parts/render-ended.ts';
import { goTo, keepInAddress } from '../../router/go-to.ts';
import type { PageRequest } from '../../router/route.ts';
import { isMapCode, ownArea } from '../charts/own-area.ts';
import { supportAbout } from '../support/reference-address.ts';
import { renderMeterFacts } from './meter-facts.ts';
import { metersWords } from './meters-words.ts';

const HOUR_MS = 3_600_000;
/** As many as are offered beside each other; who has more finds theirs by its link. */
const MOST_METERS = 200;

/** Consumption, limits and alerts of one's own meters: which one, and around which hour, is in the address. */
@customElement('my-meters')
export class MyMeters extends PageElement {
  readonly #meters = new Task(this, {
    args: () => [this.portal?.session.connection] as const,
    task: async ([connection], { signal }) => {
      if (!connection) return [];
      const { meters } = await metersClient(connection).meters.list({ pageSize: MOST_METERS, signal });
      return meters;
    },
  });

  protected override renderPage(portal: Portal, request: PageRequest): TemplateResult {
    const { title, text } = metersWords.words;
    return html`<header class="page-head wide-page"><div><h1>${title}</h1><p>${text}</p></div></header>
      ${this.#meters.render({
        pending: renderLoading,
        error: (error) => renderFailure(error, () => void this.#meters.run()),
        complete: (meters) =>
          meters.length === 0 ? renderEmpty() : this.#renderMeters(meters, portal, request),
      })}`;
  }

  #renderMeters(meters: readonly Meter[], portal: Portal, { params, url }: PageRequest): TemplateResult {
    const { words } = metersWords;
    const { session, theme, language } = portal;
    const meter = meters.find(({ meterId }) => meterId === params['meter']) ?? meters[0];
    if (!meter) return renderEmpty();
    const client = metersClient(session.connection);
    const hour = new Date(url.searchParams.get('hour') ?? Number.NaN).getTime();
    const country = url.searchParams.get('beside') ?? '';
    const [from, to] = Number.isNaN(hour)
      ? ['', '']
      : [hour - 12 * HOUR_MS, hour + 3 * HOUR_MS].map((time) => new Date(time).toISOString());
    return html`<div class="meters">
      <section class="panel">
        <header>
          <nav class="segments" aria-label=${words.choose}>
            ${meters.map(
              ({ meterId, name }) =>
                html`<a href=${`/meters/${meterId}`} aria-current=${meterId === meter.meterId ? 'page' : nothing}>${name}</a>`,
            )}
          </nav>
          <a class="button" href=${supportAbout({ kind: 'meter', meterId: meter.meterId })}>${icon('support')}${words.ask}</a>
        </header>
        ${renderMeterFacts(meter, language.locale)}
        <energy-chart
          controls
          meter=${meter.meterId}
          area=${country}
          .from=${from ?? ''}
          .to=${to ?? ''}
          theme=${theme.theme}
          .client=${client}
          >${renderEnded()}</energy-chart
        >
        ${this.#renderComparison(country, language.locale)}
      </section>
      <energy-alerts
        theme=${theme.theme}
        .client=${client}
        @alert-select=${({ alert }: AlertSelectEvent) => goTo(addressOfAlert(alert))}
        @alert-fired=${() => void this.#meters.run()}
      ></energy-alerts>
    </div>`;
  }

  /** Beside the load of the country that was looked at last. */
  #renderComparison(country: string, locale: string): TemplateResult {
    const area = isMapCode(country) ? country : ownArea();
    const name = new Intl.DisplayNames(locale, { type: 'region', fallback: 'code' }).of(area) ?? area;
    const change = ({ target }: Event) => {
      const isBeside = target instanceof HTMLInputElement && target.checked;
      keepInAddress({ beside: isBeside ? area : undefined });
    };
    return html`<label class="check">
      <input type="checkbox" .checked=${country !== ''} @change=${change} />${metersWords.words.compare(name)}
    </label>`;
  }
}

/** The chart of the alert's meter around its hour. */
function addressOfAlert({ meterId, hour, startedAt }: Alert): string {
  return `/meters/${meterId}?${new URLSearchParams({ hour: (hour ?? startedAt).toISOString() })}`;
}

function renderEmpty(): TemplateResult {
  const { title, text, ask } = metersWords.words.empty;
  return html`<div class="empty">
    <h2>${title}</h2>
    <p>${text}</p>
    <p><a class="button primary" href="/support">${ask}</a></p>
  </div>`;
}
