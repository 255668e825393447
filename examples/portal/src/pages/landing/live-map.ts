import '@wattlet/widgets/energy-map.js';
import type { ChartErrorEvent } from '@wattlet/widgets/energy-map.js';
import { html, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { PageElement } from '../../app/page-element.ts';
import type { Portal } from '../../app/portal.ts';
import { seriesClient } from '../../clients/series-client.ts';
import { type Metric, renderMetricChoice } from '../../maps/metric-choice.ts';
import { tellReplay } from '../../parts/tell-replay.ts';
import { visitorWords } from './visitor-words.ts';

/** The live map of the landing page; where visitors may not see all of Europe, a live chart of the one country that they may. */
@customElement('live-map')
export class LiveMap extends PageElement {
  @state() private metric: Metric = 'load';
  @state() private isPreview = false;

  protected override renderPage({ session: { connection, previewArea }, theme }: Portal): TemplateResult {
    const { landing } = visitorWords.words;
    const client = seriesClient(connection);
    if (this.isPreview && previewArea !== undefined)
      return html`<energy-chart
          stream="generation"
          area=${previewArea}
          theme=${theme.theme}
          .client=${client}
          @range-change=${tellReplay}
        ></energy-chart>
        <p class="quiet">${landing.preview}</p>`;
    return html`${renderMetricChoice({
      label: landing.metricLabel,
      names: landing.metrics,
      chosen: this.metric,
      choose: (metric) => {
        this.metric = metric;
      },
    })}
    <energy-map
      metric=${this.metric}
      theme=${theme.theme}
      .client=${client}
      @time-change=${tellReplay}
      @error=${this.#onError}
    ></energy-map>`;
  }

  #onError({ error }: ChartErrorEvent): void {
    if (!('code' in error) || error.code !== 'unauthenticated') return;
    import('@wattlet/widgets/energy-chart.js').then(
      () => {
        this.isPreview = true;
      },
      () => undefined,
    );
  }
}
