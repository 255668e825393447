import type { DeadLetter, StreamName } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { Submitting } from '../../parts/submitting.ts';
import { AdminElement, type AdminView } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { renderFormError } from '../parts/form-error.ts';
import { Listing } from '../parts/listing.ts';
import { renderListing } from '../parts/render-listing.ts';
import { timeText } from '../parts/times.ts';
import { renderStreams, STREAM_NAMES } from './streams.ts';

const PLACES: readonly (StreamName | 'platform')[] = [...STREAM_NAMES, 'platform'];

/** Events that were given up, to be tried again. */
@customElement('dead-letter-list')
export class DeadLetterList extends AdminElement {
  @state() private isRetried = false;
  readonly #listing = new Listing<DeadLetter>(this);
  readonly #retrying = new Submitting(this);

  protected override renderView({ request, clients, locale }: AdminView): TemplateResult {
    const { pipeline: words } = adminWords.words;
    const { operations } = clients;
    const place = PLACES.find((one) => one === request.url.searchParams.get('stream')) ?? 'load';
    const of = place === 'platform' ? {} : { stream: place };
    this.#listing.show(place, async (pageToken, signal) => {
      const { deadLetters, nextPageToken } = await operations.deadLetters({ ...of, pageToken, signal });
      return { items: deadLetters, nextPageToken };
    });
    const retry = ({ id }: DeadLetter) => {
      const run = async () => {
        this.isRetried = false;
        await operations.retryDeadLetter(id, of);
        this.isRetried = true;
        this.#listing.again();
      };
      this.#retrying.send(run).catch(() => undefined);
    };
    return html`${renderStreams(PLACES, place)}
      <p class="done" role="status">${this.isRetried ? words.retried : nothing}</p>
      ${renderFormError(this.#retrying)}
      ${renderListing({
        listing: this.#listing,
        label: words.tabs['dead-letters'],
        empty: words.noDeadLetters,
        keyOf: ({ id }) => id,
        columns: [
          {
            label: words.event,
            render: ({ topic, key, payload }) => html`<div>
              <code>${topic}</code> <span class="quiet">${key}</span>
              <details><summary>JSON</summary><pre tabindex="0">${payload}</pre></details>
            </div>`,
          },
          { label: words.error, render: ({ error }) => error },
          { label: words.tries, isNumber: true, render: ({ attempts }) => String(attempts) },
          { label: words.at, render: ({ parkedAt }) => timeText(parkedAt, locale) },
          {
            label: '',
            render: (letter) =>
              html`<button class="button small" type="button" ?disabled=${this.#retrying.isBusy} @click=${() => retry(letter)}>${words.retry}</button>`,
          },
        ],
      })}`;
  }
}
