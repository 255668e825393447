import '@wattlet/widgets/energy-map.js';
import type { AreaSelectEvent } from '@wattlet/widgets/energy-map.js';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { PageElement } from '../../app/page-element.ts';
import type { Portal } from '../../app/portal.ts';
import { seriesClient } from '../../clients/series-client.ts';
import { type Metric, metricOf, renderMetricChoice } from '../../maps/metric-choice.ts';
import { renderEnded } from '../../parts/render-ended.ts';
import { tellReplay } from '../../parts/tell-replay.ts';
import { goTo, keepInAddress } from '../../router/go-to.ts';
import type { PageRequest } from '../../router/route.ts';
import { homeWords } from './home-words.ts';

/** The chart that tells more of what the map is coloured by. */
const CHARTS: Readonly<Record<Metric, string>> = {
  load: '/load',
  'renewable-share': '/generation',
  'net-import': '/flows',
};

/** The live map of Europe; a country leads to its chart. */
@customElement('europe-now')
export class EuropeNow extends PageElement {
  protected override renderPage({ session, theme }: Portal, { url }: PageRequest): TemplateResult {
    const { words } = homeWords;
    const metric = metricOf(url.searchParams.get('metric'));
    const open = ({ area, details }: AreaSelectEvent) => {
      // Of a country without data there is nothing to be charted.
      if (details) goTo(`${CHARTS[metric]}?${new URLSearchParams({ area })}`);
    };
    return html`${renderMetricChoice({
      label: words.metricLabel,
      names: words.metrics,
      chosen: metric,
      choose: (chosen) => keepInAddress({ metric: chosen === 'load' ? undefined : chosen }),
    })}
    <energy-map
      metric=${metric}
      theme=${theme.theme}
      .client=${seriesClient(session.connection)}
      @area-select=${open}
      @time-change=${tellReplay}
      >${renderEnded()}</energy-map
    >`;
  }
}
