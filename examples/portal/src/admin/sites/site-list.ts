import type { Site } from '@wattlet/sdk';
import { Role } from '@wattlet/sdk/gen/wattlet/v1/account_pb.js';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { icon } from '../../icons/icon.ts';
import { AdminElement, type AdminView } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { Listing } from '../parts/listing.ts';
import { renderListing } from '../parts/render-listing.ts';
import { dayText } from '../parts/times.ts';

/** The sites that somebody manages. */
@customElement('site-list')
export class SiteList extends AdminElement {
  readonly #listing = new Listing<Site>(this);

  protected override renderView({ clients, locale, portal }: AdminView): TemplateResult {
    const { sites: words } = adminWords.words;
    this.#listing.show('', async (pageToken, signal) => {
      const { sites, nextPageToken } = await clients.sites.list({ pageToken, signal });
      return { items: sites, nextPageToken };
    });
    return html`<header class="page-head">
        <div><h1>${words.title}</h1><p>${words.text}</p></div>
        ${
          portal.session.mayAs(Role.OPERATOR)
            ? html`<a class="button primary" href="/admin/sites/new">${icon('plus')}${words.make}</a>`
            : nothing
        }
      </header>
      ${renderListing({
        listing: this.#listing,
        label: words.title,
        empty: words.empty,
        keyOf: ({ id }) => id,
        columns: [
          { label: words.name, render: ({ id, name }) => html`<a href=${`/admin/sites/${id}`}>${name}</a>` },
          {
            label: words.plan,
            render: ({ plan }) =>
              plan === 'suspended'
                ? html`<span class="tag alarm">${words.plans[plan]}</span>`
                : words.plans[plan],
          },
          {
            label: words.origins,
            render: ({ allowedOrigins }) => allowedOrigins.join(', ') || words.noOrigins,
          },
          { label: words.since, render: ({ createdAt }) => dayText(createdAt, locale) },
        ],
      })}`;
  }
}
