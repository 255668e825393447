import type { Meter, User } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { Submitting } from '../../parts/submitting.ts';
import { AdminElement, type AdminView, adminAddress } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { renderFormError } from '../parts/form-error.ts';
import { Listing } from '../parts/listing.ts';
import '../parts/pick-box.ts';
import { renderListing } from '../parts/render-listing.ts';
import { kilowattHourText } from '../parts/times.ts';

/** The meters of a user: more are assigned, and they are taken away. */
@customElement('user-meters')
export class UserMeters extends AdminElement {
  @property({ attribute: false }) user: User | undefined;
  @state() private isPicking = false;
  readonly #listing = new Listing<Meter>(this);
  readonly #assigning = new Submitting(this);

  protected override renderView({ clients, locale, siteId }: AdminView): TemplateResult {
    const { user } = this;
    if (!user) return html``;
    const { users: words, meters: meterWords } = adminWords.words;
    this.#listing.show(`${siteId} ${user.id}`, async (pageToken, signal) => {
      const { meters, nextPageToken } = await clients.meters.list({
        ownerId: user.id,
        siteId,
        pageToken,
        signal,
      });
      return { items: meters, nextPageToken };
    });
    const assign = (meterId: string, ownerId: string) =>
      clients.meters.administration.assign(meterId, ownerId);
    const takeAway = ({ meterId, name }: Meter) =>
      this.confirm({
        title: words.takeAwayTitle(name, user.displayName),
        text: words.takeAwayText,
        action: words.takeAway,
        run: async () => {
          await assign(meterId, '');
          this.#listing.again();
        },
      });
    const pick = async (meterId: string) => {
      const done = await this.#assigning.send(() => assign(meterId, user.id));
      if (!done) return;
      this.isPicking = false;
      this.#listing.again();
    };
    const find = async (search: string, signal: AbortSignal) => {
      const { meters } = await clients.meters.list({ search, siteId, pageSize: 8, signal });
      return meters
        .filter(({ ownerId }) => ownerId !== user.id)
        .map(({ meterId, name, serial, ownerName }) => ({
          id: meterId,
          text: name,
          more: [serial, ...(ownerName ? [words.belongsTo(ownerName)] : [])].join(' '),
        }));
    };
    return html`${renderListing({
      listing: this.#listing,
      label: words.meters,
      empty: words.noMeters,
      keyOf: ({ meterId }) => meterId,
      columns: [
        {
          label: meterWords.name,
          render: ({ meterId, name }) =>
            html`<a href=${adminAddress(`/admin/meters/${meterId}`, siteId)}>${name}</a>`,
        },
        { label: meterWords.serial, render: ({ serial }) => serial },
        {
          label: meterWords.limit,
          render: ({ hourlyLimitWattHours: limit }) =>
            limit ? meterWords.perHour(kilowattHourText(limit, locale)) : meterWords.noLimit,
        },
        {
          label: '',
          render: (meter) =>
            html`<button class="button small" type="button" @click=${() => takeAway(meter)}>${words.takeAway}</button>`,
        },
      ],
    })}
    ${
      this.isPicking
        ? html`<pick-box .label=${words.assign} .hint=${words.assignHint} .action=${words.assignThis} .empty=${words.nothingToAssign} .find=${find} .pick=${pick}></pick-box>`
        : html`<div class="actions"><button class="button" type="button" @click=${() => this.#startPicking()}>${words.assign}</button></div>`
    }
    ${this.#assigning.error ? renderFormError(this.#assigning) : nothing}`;
  }

  #startPicking(): void {
    this.isPicking = true;
  }
}
