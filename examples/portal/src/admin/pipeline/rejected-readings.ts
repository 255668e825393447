import type { RejectedReading } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Submitting } from '../../parts/submitting.ts';
import { AdminElement, type AdminView } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { renderFormError } from '../parts/form-error.ts';
import { Listing } from '../parts/listing.ts';
import { renderListing } from '../parts/render-listing.ts';
import { timeText } from '../parts/times.ts';

/** Readings of meters that could not be taken, to be tried again. */
@customElement('rejected-readings')
export class RejectedReadings extends AdminElement {
  /** What became of the one that was tried last. */
  @state() private outcome = '';
  readonly #listing = new Listing<RejectedReading>(this);
  readonly #retrying = new Submitting(this);

  protected override renderView({ clients, locale }: AdminView): TemplateResult {
    const { pipeline: words } = adminWords.words;
    const { administration } = clients.meters;
    this.#listing.show('', async (pageToken, signal) => {
      const { readings, nextPageToken } = await administration.rejectedReadings({ pageToken, signal });
      return { items: readings, nextPageToken };
    });
    const retry = ({ id }: RejectedReading) => {
      const run = async () => {
        this.outcome = '';
        const result = await administration.retryRejected(id);
        this.outcome = result.status === 'rejected' ? words.stillRejected(result.message) : words.taken;
        this.#listing.again();
      };
      this.#retrying.send(run).catch(() => undefined);
    };
    return html`<p role="status">${this.outcome || nothing}</p>
      ${renderFormError(this.#retrying)}
      ${renderListing({
        listing: this.#listing,
        label: words.tabs.readings,
        empty: words.noReadings,
        keyOf: ({ id }) => id,
        columns: [
          {
            label: words.reason,
            render: ({ reason, message }) => html`<div>
              <span class="tag watch">${words.reasons[reason]}</span>
              <p class="quiet">${message}</p>
            </div>`,
          },
          { label: words.reading, render: ({ body }) => html`<code class="file">${body}</code>` },
          { label: words.source, render: ({ source }) => source },
          { label: words.times, isNumber: true, render: ({ times }) => String(times) },
          { label: words.lastAt, render: ({ lastAt }) => timeText(lastAt, locale) },
          {
            label: '',
            render: (reading) =>
              html`<button class="button small" type="button" ?disabled=${this.#retrying.isBusy} @click=${() => retry(reading)}>${words.retry}</button>`,
          },
        ],
      })}`;
  }
}
