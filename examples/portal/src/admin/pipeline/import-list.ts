import type { Import } from '@wattlet/sdk';
import { html, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { AdminElement, type AdminView } from '../admin-element.ts';
import { adminWords } from '../admin-words.ts';
import { Listing } from '../parts/listing.ts';
import { renderListing } from '../parts/render-listing.ts';
import { changeColumns, importColumns } from './render-import.ts';
import { renderStreams, STREAM_NAMES, streamOf } from './streams.ts';

/** The files of a stream, and what came of each. */
@customElement('import-list')
export class ImportList extends AdminElement {
  readonly #listing = new Listing<Import>(this);

  protected override renderView({ request, clients, locale }: AdminView): TemplateResult {
    const { pipeline: words } = adminWords.words;
    const stream = streamOf(request.url);
    this.#listing.show(stream, async (pageToken, signal) => {
      const { imports, nextPageToken } = await clients.operations.imports({
        stream,
        pageSize: 25,
        pageToken,
        signal,
      });
      return { items: imports, nextPageToken };
    });
    return html`${renderStreams(STREAM_NAMES, stream)}
      ${renderListing({
        listing: this.#listing,
        label: words.tabs.imports,
        empty: words.noImports,
        keyOf: ({ id }) => id,
        columns: [...importColumns(locale), ...changeColumns(locale)],
      })}`;
  }
}
