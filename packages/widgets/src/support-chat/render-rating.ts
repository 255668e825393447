import type { Conversation } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { extrasStrings as strings } from './support-extras-strings.ts';

const RATINGS = [1, 2, 3, 4, 5] as const;

/** What can be done with a rating. */
export interface RatingView {
  readonly hasFailed: boolean;
  readonly rate: (rating: number) => void;
  readonly startNew: () => void;
}

/** That a conversation is over, and how it was. The next message opens it again. */
export function renderRating({ rating }: Conversation, view: RatingView): TemplateResult {
  return html`<div class="over" part="rating">
    <strong>${strings.over}</strong>
    <div class="rating" role="group" aria-label=${strings.rate}>
      <span>${rating === undefined ? strings.rate : strings.thanks}</span>
      <span class="stars">
        ${RATINGS.map(
          (stars) => html`<button
            type="button"
            class=${stars <= (rating ?? 0) ? 'star on' : 'star'}
            aria-label=${strings.rating(stars)}
            aria-pressed=${stars === rating ? 'true' : 'false'}
            @click=${() => view.rate(stars)}
          >
            ★
          </button>`,
        )}
      </span>
    </div>
    ${view.hasFailed ? html`<span role="alert">${strings.ratingFailed}</span>` : nothing}
    <button type="button" class="plain" @click=${view.startNew}>${strings.startNew}</button>
  </div>`;
}
