import '../../web-awesome/setup.ts';
import '@awesome.me/webawesome/dist/components/option/option.js';
import '@awesome.me/webawesome/dist/components/select/select.js';
import type { User } from '@wattlet/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { icon } from '../../icons/icon.ts';
import { keepInAddress } from '../../router/go-to.ts';
import { AdminElement, type AdminView, adminAddress } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { Listing } from '../parts/listing.ts';
import { renderListing } from '../parts/render-listing.ts';
import { renderOtherSite } from '../parts/render-site.ts';
import { renderSearch } from '../parts/search-box.ts';
import { dayText } from '../parts/times.ts';
import { ROLE_NAMES } from './role-names.ts';

/** The people of a site: what is searched for is in the address. */
@customElement('user-list')
export class UserList extends AdminElement {
  readonly #listing = new Listing<User>(this);

  protected override renderView(view: AdminView): TemplateResult {
    const { request, clients, locale, siteId } = view;
    const { users: words, common } = adminWords.words;
    const search = request.url.searchParams.get('q') ?? '';
    const role = ROLE_NAMES.find((one) => one === request.url.searchParams.get('role'));
    this.#listing.show(`${siteId} ${role} ${search}`, async (pageToken, signal) => {
      const query = { search, siteId, pageToken, signal, ...(role && { role }) };
      const { users, nextPageToken } = await clients.users.list(query);
      return { items: users, nextPageToken };
    });
    const chooseRole = ({ target }: Event) => {
      if (target instanceof HTMLElement && 'value' in target) keepInAddress({ role: String(target.value) });
    };
    return html`<header class="page-head">
        <div><h1>${words.title}</h1><p>${words.text}</p></div>
        <a class="button primary" href=${adminAddress('/admin/users/new', siteId)}>${icon('plus')}${words.make}</a>
      </header>
      ${renderOtherSite(view)}
      <div class="filters">
        ${renderSearch(search, words.searchHint)}
        <wa-select label=${words.role} value=${role ?? ''} @change=${chooseRole}>
          <wa-option value="">${common.all}</wa-option>
          ${ROLE_NAMES.map((one) => html`<wa-option value=${one}>${words.roles[one]}</wa-option>`)}
        </wa-select>
      </div>
      ${renderListing({
        listing: this.#listing,
        label: words.title,
        empty: words.empty,
        keyOf: ({ id }) => id,
        columns: [
          {
            label: words.name,
            render: ({ id, displayName }) =>
              html`<a href=${adminAddress(`/admin/users/${id}`, siteId)}>${displayName}</a>`,
          },
          {
            label: words.email,
            render: ({ email, externalSubject }) => email ?? externalSubject ?? common.none,
          },
          { label: words.role, render: (user) => words.roles[user.role] },
          { label: words.since, render: ({ createdAt }) => dayText(createdAt, locale) },
          {
            label: words.state,
            render: ({ disabledAt }) =>
              disabledAt ? html`<span class="tag alarm">${words.disabled}</span>` : words.active,
          },
        ],
      })}`;
  }
}
