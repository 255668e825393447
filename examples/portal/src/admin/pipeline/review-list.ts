import type { Import, StreamName } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { AdminElement, type AdminView } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { Listing } from '../parts/listing.ts';
import { type Column, renderListing } from '../parts/render-listing.ts';
import { readReviews } from './read-reviews.ts';
import { importColumns } from './render-import.ts';
import { STREAM_NAMES } from './streams.ts';

/** The files of every stream that were held back, to be applied or rejected. */
@customElement('review-list')
export class ReviewList extends AdminElement {
  @state() private isApplied = false;
  /** Streams whose files could not be read. */
  @state() private unread: readonly StreamName[] = [];
  readonly #listing = new Listing<Import>(this);

  protected override renderView({ clients, locale }: AdminView): TemplateResult {
    const { pipeline: words } = adminWords.words;
    const { operations } = clients;
    this.#listing.show('', async (pageToken, signal) => {
      const page = await readReviews(operations, { streams: STREAM_NAMES, pageToken, signal });
      if (!signal.aborted) this.unread = page.unread;
      return page;
    });
    const decided = (isApplied: boolean) => {
      this.isApplied = isApplied;
      this.#listing.again();
    };
    const apply = ({ stream, id, file }: Import) =>
      this.confirm({
        title: words.applyTitle(file),
        text: words.applyText,
        action: words.apply,
        run: async () => {
          await operations.replay(stream, id, { force: true });
          decided(true);
        },
      });
    const reject = ({ stream, id, file }: Import) =>
      this.confirm({
        title: words.rejectTitle(file),
        text: words.rejectText,
        action: words.reject,
        note: words.note,
        run: async (note) => {
          await operations.reject(stream, id, { note });
          decided(false);
        },
      });
    const columns: Column<Import>[] = [
      { label: words.stream, render: ({ stream }) => words.streams[stream] },
      ...importColumns(locale),
      {
        label: '',
        render: (one) => html`<div class="actions">
          <button class="button small" type="button" aria-label=${`${words.apply} ${one.file}`} @click=${() => apply(one)}>${words.apply}</button>
          <button class="button small" type="button" aria-label=${`${words.reject} ${one.file}`} @click=${() => reject(one)}>${words.reject}</button>
        </div>`,
      },
    ];
    const { unread } = this;
    return html`<p class="done" role="status">${this.isApplied ? words.applied : nothing}</p>
      ${unread.length > 0 && !this.#listing.error ? this.#renderUnread(locale) : nothing}
      ${renderListing({
        listing: this.#listing,
        label: words.tabs.review,
        empty: unread.length > 0 ? words.noOtherReview : words.noReview,
        keyOf: ({ stream, id }) => `${stream} ${id}`,
        columns,
      })}`;
  }

  #renderUnread(locale: string): TemplateResult {
    const { pipeline: words, common } = adminWords.words;
    const names = this.unread.map((stream) => words.streams[stream]);
    return html`<div class="notice alarm" role="alert">
      <p><strong>${common.failed}</strong> ${new Intl.ListFormat(locale).format(names)}</p>
      <button class="button" type="button" @click=${() => this.#listing.again()}>${common.retry}</button>
    </div>`;
  }
}
