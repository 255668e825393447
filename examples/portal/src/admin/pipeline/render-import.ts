import type { Import } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { adminWords } from '../admin-words.ts';
import type { Column } from '../parts/render-listing.ts';
import { rangeText, timeText } from '../parts/times.ts';

const TONES: Readonly<Record<Import['status'], string>> = {
  applied: 'ok',
  unchanged: '',
  stale: '',
  quarantined: 'watch',
  rejected: 'alarm',
};

/** What is told of an import in a table. */
export function importColumns(locale: string): Column<Import>[] {
  const { pipeline: words } = adminWords.words;
  const number = new Intl.NumberFormat(locale);
  return [
    { label: words.file, render: ({ file }) => html`<code class="file">${file}</code>` },
    { label: words.at, render: ({ at }) => timeText(at, locale) },
    {
      label: words.result,
      render: (one) => html`<div>
        <span class=${`tag ${TONES[one.status]}`}>${words.statuses[one.status]}</span>
        ${one.review && one.review !== 'awaited' ? html`<span class="quiet">${words.reviews[one.review]} ${reviewer(one, locale)}</span>` : nothing}
        ${one.reason ? html`<p class="quiet">${one.reason}</p>` : nothing}
        ${one.reviewNote ? html`<p class="quiet">“${one.reviewNote}”</p>` : nothing}
        ${renderIssues(one)}
      </div>`,
    },
    {
      label: words.rows,
      render: ({ rows }) => words.rowsText(number.format(rows.kept), number.format(rows.bad)),
    },
  ];
}

/** What a file changed of the series, and the revision that it made; nothing where it was not applied. */
export function changeColumns(locale: string): Column<Import>[] {
  const { pipeline: words, common } = adminWords.words;
  const number = new Intl.NumberFormat(locale);
  return [
    { label: words.head, isNumber: true, render: ({ revision }) => `${revision ?? common.none}` },
    {
      label: words.changed,
      render: ({ seriesChanged, changed }) =>
        seriesChanged === 0
          ? common.none
          : html`<div>
              ${words.changedText(number.format(seriesChanged))}
              ${changed ? html`<p class="quiet">${rangeText(changed, locale)}</p>` : nothing}
            </div>`,
    },
  ];
}

function reviewer({ reviewerName, reviewedAt }: Import, locale: string): string {
  if (!reviewerName || !reviewedAt) return '';
  return adminWords.words.pipeline.reviewedBy(reviewerName, timeText(reviewedAt, locale));
}

function renderIssues({ issues }: Import): TemplateResult | typeof nothing {
  const { pipeline: words } = adminWords.words;
  if (issues.length === 0) return nothing;
  return html`<details>
    <summary>${words.lines}</summary>
    <ul class="issues">${issues.map(({ line, reason }) => html`<li>${words.line(line)}: ${reason}</li>`)}</ul>
  </details>`;
}
