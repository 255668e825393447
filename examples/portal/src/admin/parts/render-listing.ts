import { WattletError } from '@wattlet/sdk/errors';
import { html, nothing, type TemplateResult } from 'lit';
import { repeat } from 'lit/directives/repeat.js';
import { failureText, renderMissing } from '../../app/render-states.ts';
import { adminWords } from '../admin-words.ts';
import type { Listing } from './listing.ts';

/** A column of a table: on phones its label stands before each value. What can be done has an empty one. */
export interface Column<T> {
  readonly label: string;
  readonly isNumber?: boolean;
  render(item: T): TemplateResult | string | typeof nothing;
}

/** What is listed, and how. */
export interface ListingView<T> {
  readonly listing: Listing<T>;
  readonly columns: readonly Column<T>[];
  readonly keyOf: (item: T) => string | number;
  /** What the table is called. */
  readonly label: string;
  /** What is said where there is nothing. */
  readonly empty: string;
}

/** A table of what was read so far, cards on phones, with what is loading, missing or wrong. */
export function renderListing<T>({ listing, columns, keyOf, label, empty }: ListingView<T>): TemplateResult {
  const { common } = adminWords.words;
  const { items, error } = listing;
  if (error) return renderLoadFailure(error, () => listing.again());
  if (!items) return renderBones();
  if (items.length === 0) return html`<p class="empty">${empty}</p>`;
  return html`<table class="table" aria-label=${label} aria-busy=${listing.isBusy}>
      <thead><tr>${columns.map(
        ({ label: name, isNumber }) => html`<th scope="col" class=${isNumber ? 'number' : ''}>
              ${name || html`<span class="visually-hidden">${common.actions}</span>`}
            </th>`,
      )}</tr></thead>
      <tbody>
        ${repeat(
          items,
          keyOf,
          (item) => html`<tr>
            ${columns.map(
              ({ label: name, isNumber, render }) =>
                html`<td data-label=${name || nothing} class=${isNumber ? 'number' : ''}>${render(item)}</td>`,
            )}
          </tr>`,
        )}
      </tbody>
    </table>
    ${
      listing.hasMore
        ? html`<button class="button" type="button" ?disabled=${listing.isBusy} @click=${() => listing.more()}>${common.more}</button>`
        : nothing
    }`;
}

/** Where something is still loading: its place is kept. */
export function renderBones(): TemplateResult {
  return html`<div class="page-loading" role="status">
    <span class="visually-hidden">${adminWords.words.common.loading}</span>
    <div class="bone"></div>
    <div class="bone"></div>
    <div class="bone"></div>
  </div>`;
}

/** Where something could not be loaded. @param again tries it again */
export function renderLoadFailure(error: unknown, again: () => void): TemplateResult {
  // An address may name what is gone, or what never was.
  const { code } = WattletError.from(error);
  if (code === 'not_found' || code === 'invalid_argument') return renderMissing();
  const { failed, retry } = adminWords.words.common;
  return html`<div class="notice alarm" role="alert">
    <p><strong>${failed}</strong> ${failureText(error)}</p>
    <button class="button" type="button" @click=${again}>${retry}</button>
  </div>`;
}
