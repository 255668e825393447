import { html, nothing, type TemplateResult } from 'lit';
import type { Badge } from '../element/badge.ts';
import type { ChartView } from './chart-view.ts';
import { strings } from './strings.ts';

/** What the header tells. */
export interface Header {
  readonly title: string;
  /** Absent until there is data. */
  readonly view: ChartView | undefined;
  /** Absent where nothing can be said of it. */
  readonly badge: Badge | undefined;
}

/** Title and newest value at the start, the live badge at the end. */
export function renderHeader({ title, view, badge }: Header): TemplateResult {
  return html`<div class="header" part="header">
    <div>
      <div class="title" id="title" part="title"><slot name="title">${title}</slot></div>
      <div class="latest" part="latest">${renderLatest(view)}</div>
    </div>
    <div role="status">
      ${
        badge
          ? html`<span class="badge" part="badge" data-state=${badge.state} title=${badge.text}>${badge.text}</span>`
          : nothing
      }
    </div>
  </div>`;
}

function renderLatest(view: ChartView | undefined): TemplateResult {
  if (!view?.latest) return html`<span class="figure">&nbsp;</span>`;
  const { latest, figure, labels } = view;
  const { megawatts, span, kind, isPartial } = latest;
  const isExport = kind === 'net' && megawatts < 0;
  const names = { value: '', total: strings.total, net: isExport ? strings.netExport : strings.netImport };
  const words = [names[kind], labels.datedInterval(span), isPartial && strings.incomplete];
  return html`<span class="figure"
      >${figure.number(isExport ? -megawatts : megawatts)}<span class="unit"> ${figure.unit.name}</span></span
    ><span class="when">${words.filter(Boolean).join(' · ')}</span>`;
}
