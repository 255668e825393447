import '@wattlet/widgets/energy-chart.js';
import { Task } from '@lit/task';
import type { StreamName } from '@wattlet/sdk';
import type { EnergyChartElement, RangeChangeEvent } from '@wattlet/widgets/energy-chart.js';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { appWords } from '../../app/app-words.ts';
import { PageElement } from '../../app/page-element.ts';
import type { Portal } from '../../app/portal.ts';
import { seriesClient } from '../../clients/series-client.ts';
import { icon } from '../../icons/icon.ts';
import { Copying } from '../../parts/copying.ts';
import { renderEnded } from '../../parts/render-ended.ts';
import { shareLink } from '../../parts/share-link.ts';
import { goTo } from '../../router/go-to.ts';
import { supportAbout } from '../support/reference-address.ts';
import { archiveEnd } from './archive-month.ts';
import { chartsWords } from './charts-words.ts';
import { keepOwnArea, ownArea } from './own-area.ts';

const STREAMS: readonly StreamName[] = ['load', 'generation', 'flows'];

/** After which it is asked again how far the data reach. */
const AGAIN_MS = 5_000;
/** How long a chart rests until its state is put into the address. */
const REST_MS = 250;

/** A stream of one country: its timeline with everything that the chart can do, and its profile per hour beside it. */
@customElement('chart-page')
export class ChartPage extends PageElement {
  readonly #sharing = new Copying(this);
  readonly #archive = new Task(this, {
    args: () => [this.#stream, this.portal?.session.connection] as const,
    task: async ([stream, connection], { signal }) =>
      connection && archiveEnd(await seriesClient(connection).series.areas({ stream, signal }), Date.now()),
    // While the server is away: charts begin again by themselves, and what is said of their age must, too.
    onError: () => {
      clearTimeout(this.#again);
      this.#again = setTimeout(() => void this.#archive.run(), AGAIN_MS);
    },
  });
  #again: ReturnType<typeof setTimeout> | undefined;
  #chart: EnergyChartElement | undefined;
  #range: Pick<RangeChangeEvent, 'from' | 'to'> | undefined;
  /** The state that the address and the chart agree on, after the stream. */
  #agreed: string | undefined;
  #rest: ReturnType<typeof setTimeout> | undefined;

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#rest);
    clearTimeout(this.#again);
  }

  protected override renderPage({ session, theme, language }: Portal): TemplateResult {
    const { words } = chartsWords;
    // The short ones, which are beside each other on a phone.
    const { nav } = appWords.words;
    const stream = this.#stream;
    const client = seriesClient(session.connection);
    const archive = this.#archive.value;
    const month =
      archive &&
      new Intl.DateTimeFormat(language.locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(
        archive - 1,
      );
    return html`
      <nav class="segments stream-links" aria-label=${words.streams}>
        ${STREAMS.map(
          (one) =>
            html`<a href=${this.#addressOf(one)} aria-current=${one === stream ? 'page' : nothing}>${nav[one]}</a>`,
        )}
      </nav>
      <header class="page-head wide-page">
        <div>
          <h1>${words[stream].title}</h1>
          <p>${words[stream].text} ${month ? words.archive(month) : nothing}</p>
        </div>
        <div class="actions">
          <a class="button" href=${this.#askAddress}>
            ${icon('support')}${words.ask}
          </a>
          <button class="button" type="button" @click=${this.#share}>
            ${icon(this.#sharing.isDone ? 'check' : 'share')}<span aria-live="polite">${this.#sharing.isDone ? words.shared : words.share}</span>
          </button>
        </div>
      </header>
      <div class="chart-pair">
        <energy-chart
          class="main-chart"
          controls
          stream=${stream}
          area=${ownArea()}
          span="7d"
          theme=${theme.theme}
          ?replay=${archive !== undefined}
          .client=${client}
          @state-change=${this.#agreeSoon}
          @range-change=${({ from, to }: RangeChangeEvent) => {
            this.#range = { from, to };
            // Shown, so there is such a country.
            keepOwnArea(this.#chart?.area ?? '');
            this.#agreeSoon();
          }}
          >${renderEnded()}</energy-chart
        >
        ${this.#renderProfile(client, theme.theme)}
      </div>`;
  }

  protected override firstUpdated(): void {
    this.#chart = this.querySelector<EnergyChartElement>('.main-chart') ?? undefined;
  }

  protected override updated(): void {
    const chart = this.#chart;
    const wanted = this.#wanted;
    if (!chart || wanted === this.#agreed) return;
    this.#agreed = wanted;
    chart.state = stated(wanted.slice(wanted.indexOf('?') + 1), ownArea());
    this.requestUpdate();
  }

  /** The same country and range as the chart above it. */
  #renderProfile(
    client: EnergyChartElement['client'],
    theme: Portal['theme']['theme'],
  ): TemplateResult | typeof nothing {
    const chart = this.#chart;
    if (!chart || chart.view === 'profile') return nothing;
    return html`<section class="panel">
      <energy-chart
        view="profile"
        stream=${this.#stream}
        .area=${chart.area}
        .areaType=${chart.areaType}
        .from=${chart.from}
        .to=${chart.to}
        .span=${chart.span}
        .hiddenSeries=${chart.hiddenSeries}
        theme=${theme}
        ?replay=${this.#archive.value !== undefined}
        .client=${client}
        ><span slot="title">${chartsWords.words.profile}</span>${renderEnded()}</energy-chart
      >
    </section>`;
  }

  /** Support, with what is shown. */
  get #askAddress(): string {
    const area = this.#chart?.area;
    return area && this.#range
      ? supportAbout({ kind: 'series', stream: this.#stream, area, ...this.#range })
      : '/support';
  }

  get #stream(): StreamName {
    const path = this.request?.url.pathname.slice(1);
    return STREAMS.find((stream) => stream === path) ?? 'load';
  }

  /** What the address wants to be shown. */
  get #wanted(): string {
    return `${this.#stream}?${this.request?.url.searchParams ?? ''}`;
  }

  #addressOf(stream: StreamName): string {
    return `/${stream}?${new URLSearchParams({ area: this.#chart?.area ?? ownArea() })}`;
  }

  #agreeSoon(): void {
    clearTimeout(this.#rest);
    this.#rest = setTimeout(() => this.#agree(), REST_MS);
  }

  /** Puts what the user has set into the address, so that it can be shared, and is there again after a reload. */
  #agree(): void {
    const chart = this.#chart;
    if (!chart) return;
    keepOwnArea(chart.area);
    // The address is another page's already, which is still loading: the user has gone on.
    if (location.pathname !== `/${this.#stream}`) return;
    // Another stream is another page.
    if (chart.stream !== this.#stream) {
      goTo(this.#addressOf(chart.stream));
      return;
    }
    const agreed = `${this.#stream}?${stated(chart.state, chart.area)}`;
    this.requestUpdate();
    if (agreed === this.#agreed) return;
    this.#agreed = agreed;
    goTo(`/${agreed}`, { replace: true });
  }

  #share(): void {
    this.#agree();
    shareLink(document.title).then(
      (isCopied) => isCopied && this.#sharing.say(),
      () => undefined,
    );
  }
}

/** A chart's state with the country, which a link must name: whoever follows it may have looked at another one last. */
function stated(state: string, area: string): string {
  const query = new URLSearchParams(state);
  if (!query.has('area') && area !== '') query.set('area', area);
  return query.toString();
}
