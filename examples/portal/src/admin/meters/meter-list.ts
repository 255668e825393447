import type { Meter } from '@wattlet/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { icon } from '../../icons/icon.ts';
import { AdminElement, type AdminView, adminAddress } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { Listing } from '../parts/listing.ts';
import { renderListing } from '../parts/render-listing.ts';
import { renderOtherSite } from '../parts/render-site.ts';
import { renderSearch } from '../parts/search-box.ts';
import { kilowattHourText, timeText } from '../parts/times.ts';

/** The meters of a site: what is searched for is in the address. */
@customElement('meter-list')
export class MeterList extends AdminElement {
  readonly #listing = new Listing<Meter>(this);

  protected override renderView(view: AdminView): TemplateResult {
    const { request, clients, locale, siteId } = view;
    const { meters: words, common } = adminWords.words;
    const search = request.url.searchParams.get('q') ?? '';
    this.#listing.show(`${siteId} ${search}`, async (pageToken, signal) => {
      const { meters, nextPageToken } = await clients.meters.list({ search, siteId, pageToken, signal });
      return { items: meters, nextPageToken };
    });
    return html`<header class="page-head">
        <div><h1>${words.title}</h1><p>${words.text}</p></div>
        <a class="button primary" href=${adminAddress('/admin/meters/new', siteId)}>${icon('plus')}${words.make}</a>
      </header>
      ${renderOtherSite(view)}
      <div class="filters">${renderSearch(search, words.searchHint)}</div>
      ${renderListing({
        listing: this.#listing,
        label: words.title,
        empty: words.empty,
        keyOf: ({ meterId }) => meterId,
        columns: [
          {
            label: words.name,
            render: ({ meterId, name }) =>
              html`<a href=${adminAddress(`/admin/meters/${meterId}`, siteId)}>${name}</a>`,
          },
          { label: words.serial, render: ({ serial }) => serial },
          {
            label: words.owner,
            render: ({ ownerId, ownerName, ownerSubject }) =>
              ownerId
                ? html`<a href=${adminAddress(`/admin/users/${ownerId}`, siteId)}>${ownerName ?? ownerSubject ?? ownerId}</a>`
                : common.nobody,
          },
          {
            label: words.limit,
            isNumber: true,
            render: ({ hourlyLimitWattHours: limit }) =>
              limit ? words.perHour(kilowattHourText(limit, locale)) : words.noLimit,
          },
          {
            label: words.lastReading,
            render: ({ lastReadingAt }) => (lastReadingAt ? timeText(lastReadingAt, locale) : common.never),
          },
        ],
      })}`;
  }
}
