import '@wattlet/widgets/energy-alerts.js';
import '@wattlet/widgets/energy-chart.js';
import { Task, TaskStatus } from '@lit/task';
import type { Alert, ChatReference, Meter } from '@wattlet/sdk';
import type { Connection } from '@wattlet/sdk/connection';
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
import { countryName, isMapCode, ownArea } from '../charts/own-area.ts';
import { supportAbout } from '../support/reference-address.ts';
import { renderMeterFacts } from './meter-facts.ts';
import { metersWords } from './meters-words.ts';
import { findAlert, readMeters } from './read-meters.ts';

const HOUR_MS = 3_600_000;
/** How often it is looked how the meters are, such as when they were read last, while somebody sees the page. */
const AGAIN_MS = 60_000;

/** What is known of the meters of whoever a connection is of. */
interface Known {
  readonly connection: Connection;
  readonly meters: readonly Meter[];
}

/** Consumption, limits and alerts of one's own meters: which one, and around which hour, is in the address. */
@customElement('my-meters')
export class MyMeters extends PageElement {
  #known: Known | undefined;
  readonly #meters = new Task(this, {
    args: () => [this.portal?.session.connection, this.request?.params['meter'] ?? ''] as const,
    task: async ([connection, named], { signal }): Promise<Known | undefined> => {
      if (!connection) return undefined;
      try {
        const ownerId = this.portal?.session.account?.id ?? '';
        const meters = await readMeters(metersClient(connection), { named, ownerId, signal });
        this.#known = { connection, meters };
      } catch (error) {
        // What is shown goes on by itself once the server is back.
        if (!this.#isKnown(connection, named)) throw error;
      }
      return this.#known;
    },
  });
  readonly #alert = new Task(this, {
    args: () => [this.portal?.session.connection, this.request?.url.searchParams.get('alert') ?? ''] as const,
    task: async ([connection, alertId], { signal }) => {
      const alert = connection && alertId && (await findAlert(metersClient(connection), alertId, { signal }));
      if (alert) goTo(addressOfAlert(alert), { replace: true });
    },
  });
  #timer: ReturnType<typeof setInterval> | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    this.#timer = setInterval(() => {
      if (document.visibilityState === 'visible') void this.#meters.run();
    }, AGAIN_MS);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearInterval(this.#timer);
  }

  protected override renderPage(portal: Portal, request: PageRequest): TemplateResult {
    const { title, text } = metersWords.words;
    return html`<header class="page-head wide-page"><div><h1>${title}</h1><p>${text}</p></div></header>
      ${this.#isSeeking(request) ? renderLoading() : this.#renderRead(portal, request)}`;
  }

  /** The address names an alert, which leads to its meter. */
  #isSeeking({ url }: PageRequest): boolean {
    return url.searchParams.has('alert') && this.#alert.status === TaskStatus.PENDING;
  }

  #renderRead(portal: Portal, request: PageRequest): TemplateResult {
    return html`${this.#meters.render({
      // What is shown stays while it is read again: a chart that is taken away forgets where one was in it.
      pending: () =>
        this.#isKnown(portal.session.connection, request.params['meter'] ?? '')
          ? this.#renderMeters(portal, request)
          : renderLoading(),
      error: (error) => renderFailure(error, { again: () => void this.#meters.run() }),
      complete: () => this.#renderMeters(portal, request),
    })}`;
  }

  /** Whether the meter that is named, or any where none is, can be shown already. */
  #isKnown(connection: Connection, named: string): boolean {
    return (
      this.#known?.connection === connection &&
      (named === '' || this.#known.meters.some(({ meterId }) => meterId === named))
    );
  }

  #renderMeters(portal: Portal, { params, url }: PageRequest): TemplateResult {
    const meters = this.#known?.meters ?? [];
    const { words } = metersWords;
    const { session, theme, language } = portal;
    const named = params['meter'];
    const meter = named === undefined ? meters[0] : meters.find(({ meterId }) => meterId === named);
    // A link may name one that is somebody else's by now, or gone.
    if (!meter) return named === undefined ? renderEmpty() : renderGone();
    const client = metersClient(session.connection);
    const hour = new Date(url.searchParams.get('hour') ?? Number.NaN).getTime();
    const country = url.searchParams.get('beside') ?? '';
    const [from, to] = Number.isNaN(hour)
      ? ['', '']
      : [hour - 12 * HOUR_MS, hour + 3 * HOUR_MS].map((time) => new Date(time).toISOString());
    const reference: ChatReference = {
      ...{ kind: 'meter', meterId: meter.meterId },
      ...(!Number.isNaN(hour) && { hour: new Date(hour) }),
    };
    return html`<div class="meters">
      <section class="panel">
        <header>
          <nav class="segments" aria-label=${words.choose}>
            ${meters.map(
              ({ meterId, name }) =>
                html`<a href=${`/meters/${meterId}`} aria-current=${meterId === meter.meterId ? 'page' : nothing}>${name}</a>`,
            )}
          </nav>
          <a class="button" href=${supportAbout(reference)}>${icon('support')}${words.ask}</a>
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
    const name = countryName(area, locale);
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

function renderGone(): TemplateResult {
  const { title, text, all } = metersWords.words.gone;
  return html`<div class="empty">
    <h2>${title}</h2>
    <p>${text}</p>
    <p><a class="button primary" href="/meters">${all}</a></p>
  </div>`;
}

function renderEmpty(): TemplateResult {
  const { title, text, ask } = metersWords.words.empty;
  return html`<div class="empty">
    <h2>${title}</h2>
    <p>${text}</p>
    <p><a class="button primary" href="/support">${ask}</a></p>
  </div>`;
}
