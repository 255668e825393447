import { html, nothing, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { repeat } from 'lit/directives/repeat.js';
import { appWords } from '../../app/app-words.ts';
import { PageElement } from '../../app/page-element.ts';
import type { Portal } from '../../app/portal.ts';
import { failureText } from '../../app/render-states.ts';
import { icon } from '../../icons/icon.ts';
import { Submitting } from '../../parts/submitting.ts';
import { Ticking } from '../../parts/ticking.ts';
import { timeAgo } from '../../parts/time-ago.ts';
import { homeWords } from './home-words.ts';
import { NewsController } from './news-controller.ts';
import { type NewsRow, newsRows } from './news-rows.ts';

const TICK_MS = 30_000;
const BONES = [1, 2, 3, 4, 5, 6];

/** What has changed in the series lately, newest first; it goes on by itself. */
@customElement('news-feed')
export class NewsFeed extends PageElement {
  readonly #news = new NewsController(this);
  readonly #loading = new Submitting(this);

  constructor() {
    super();
    this.addController(new Ticking(this, TICK_MS));
  }

  protected override renderPage(portal: Portal): TemplateResult {
    const { words } = homeWords;
    this.#news.follow(portal.session.connection);
    return html`<h2>${words.feed}</h2>
      ${this.#renderDown()} ${this.#renderItems(portal)}
      ${
        this.#news.hasMore
          ? html`<button class="button" type="button" ?disabled=${this.#loading.isBusy} @click=${this.#more}>${words.more}</button>`
          : nothing
      }`;
  }

  #renderItems({ language }: Portal): TemplateResult {
    const { words } = homeWords;
    const { items, error } = this.#news;
    if (error && error.code !== 'failed_precondition')
      return html`<p class="notice alarm" role="alert">
        ${failureText(error)}
        <button class="button" type="button" @click=${() => this.#news.again()}>${appWords.words.retry}</button>
      </p>`;
    if (error) return html`<p class="quiet">${error.message}</p>`;
    if (!items)
      return html`<div role="status" aria-label=${appWords.words.loading}>
        ${BONES.map(() => html`<div class="bone news-bone"></div>`)}
      </div>`;
    if (items.length === 0) return html`<p class="empty">${words.empty}</p>`;
    const rows = newsRows(items, language.locale);
    return html`<ol class="news">
      ${repeat(rows, keyOf, (row) => renderRow(row, language.locale))}
    </ol>`;
  }

  #renderDown(): TemplateResult | typeof nothing {
    const { down } = this.#news;
    if (down.length === 0) return nothing;
    const { words } = homeWords;
    return html`<p class="notice watch">${words.down(down.map((stream) => words.streams[stream]).join(', '))}</p>`;
  }

  #more(): void {
    this.#loading.send(() => this.#news.more()).catch(() => undefined);
  }
}

const keyOf = ({ kind, title, at }: NewsRow): string => `${kind} ${title} ${at.getTime()}`;

function renderRow({ icon: name, kind, title, text, href, at }: NewsRow, locale: string): TemplateResult {
  return html`<li class=${kind}>
    <a href=${href}>
      ${icon(name)}
      <span>
        <strong>${title}</strong>
        <span class="quiet">${text}</span>
      </span>
      <time datetime=${at.toISOString()}>${timeAgo(at, Date.now(), locale)}</time>
    </a>
  </li>`;
}
