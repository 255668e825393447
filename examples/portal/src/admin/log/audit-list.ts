import '../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import type { AuditEntry } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { keepInAddress } from '../../router/go-to.ts';
import { AdminElement, type AdminView } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { Listing } from '../parts/listing.ts';
import { type Column, renderListing } from '../parts/render-listing.ts';
import { timeText } from '../parts/times.ts';
import { PLATFORM_SITE_ID } from '../sections.ts';

/** What was done to whom by whom: what is looked for is in the address. */
@customElement('audit-list')
export class AuditList extends AdminElement {
  readonly #listing = new Listing<AuditEntry>(this);

  protected override renderView({ portal, request, clients, locale }: AdminView): TemplateResult {
    const { audit: words } = adminWords.words;
    const { searchParams } = request.url;
    const [targetId, actorId] = [searchParams.get('target') ?? '', searchParams.get('actor') ?? ''];
    const action = searchParams.get('kind') ?? '';
    this.#listing.show(`${targetId} ${actorId} ${action}`, async (pageToken, signal) => {
      const { entries, nextPageToken } = await clients.audit.list({
        targetId,
        actorId,
        action,
        pageToken,
        signal,
      });
      return { items: entries, nextPageToken };
    });
    const choose = ({ target }: Event) => {
      if (target instanceof HTMLElement && 'value' in target) keepInAddress({ kind: String(target.value) });
    };
    const seesAll = portal.session.account?.siteId === PLATFORM_SITE_ID;
    return html`<header class="page-head"><div><h1>${words.title}</h1><p>${words.text}</p></div></header>
      ${
        targetId || actorId
          ? html`<p class="notice"><span>${words.of(targetId || actorId)}</span><a href="/admin/audit">${words.everything}</a></p>`
          : nothing
      }
      <div class="filters">
        <wa-select label=${words.kind} value=${action} @change=${choose}>
          ${Object.entries(words.kinds).map(([value, name]) => html`<wa-option value=${value}>${name}</wa-option>`)}
        </wa-select>
      </div>
      ${renderListing({
        listing: this.#listing,
        label: words.title,
        empty: words.empty,
        keyOf: ({ id }) => id,
        columns: columnsOf(locale, seesAll),
      })}`;
  }
}

function columnsOf(locale: string, seesAll: boolean): Column<AuditEntry>[] {
  const { audit: words } = adminWords.words;
  return [
    { label: words.when, render: ({ at }) => timeText(at, locale) },
    { label: words.who, render: renderActor },
    { label: words.what, render: ({ action }) => html`<code>${action}</code>` },
    { label: words.whom, render: renderTarget },
    {
      label: words.details,
      render: ({ detail }) => {
        const details = Object.entries(detail).map(([name, value]) => `${name}: ${value}`);
        return details.length > 0 ? html`<span class="quiet">${details.join(' · ')}</span>` : nothing;
      },
    },
    ...(seesAll ? [{ label: words.site, render: ({ siteName }: AuditEntry) => siteName }] : []),
  ];
}

function renderActor({ actor }: AuditEntry): TemplateResult | string {
  const { audit: words } = adminWords.words;
  if (actor.kind === 'machine') return words.machine;
  if (actor.id === undefined) return words.platform;
  return html`<a href=${`/admin/audit?${new URLSearchParams({ actor: actor.id })}`}>${actor.name ?? words.gone}</a>`;
}

function renderTarget({ target }: AuditEntry): TemplateResult | typeof nothing {
  if (!target) return nothing;
  const { audit: words } = adminWords.words;
  return html`<a href=${`/admin/audit?${new URLSearchParams({ target: target.id })}`}>${target.name ?? words.gone}</a>`;
}
