import type { CannedReply } from '@wattlet/sdk';
import { MAX_MESSAGE_CHARACTERS, messageLength } from '@wattlet/sdk/chat';
import type { LitElement } from 'lit';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { reasonText } from '../../element/reason-text.ts';
import { inboxStrings } from '../inbox-strings.ts';
import { deskStrings as strings } from './desk-strings.ts';
import { fieldValue } from './field-value.ts';

const SHORTCUT = /^[\p{L}\p{N}_-]{1,32}$/u;

/** What ready texts are stored with. */
export interface ReadyTextsDesk {
  save(reply: CannedReply): Promise<void>;
  remove(shortcut: string): Promise<void>;
}

interface Editing {
  /** Of the text that is changed; undefined for a new one. */
  readonly before: string | undefined;
  readonly shortcut: string;
  readonly text: string;
}

/** The texts that agents write often: listed, added, changed and deleted. */
export class ReadyTexts implements ReactiveController {
  readonly #host: LitElement;
  readonly #desk: ReadyTextsDesk;
  #editing: Editing | undefined;
  #removing: string | undefined;
  #problem = '';
  #isBusy = false;
  /** What the focus goes to once it is there. */
  #focus: string | undefined;

  constructor(host: LitElement, desk: ReadyTextsDesk) {
    this.#host = host;
    this.#desk = desk;
    host.addController(this);
  }

  hostUpdated(): void {
    if (this.#focus === undefined) return;
    const wanted = this.#host.renderRoot.querySelector<HTMLElement>(this.#focus);
    // A text that was just stored is there once the texts were read again.
    if (!wanted) return;
    this.#focus = undefined;
    wanted.focus();
  }

  /** @param replies the texts as they are, by shortcut */
  render(replies: readonly CannedReply[]): TemplateResult {
    const editing = this.#editing;
    return html`<p class="quiet">${strings.textsHint}</p>
      ${
        editing?.before === undefined && editing
          ? this.#renderForm(editing, replies)
          : html`<button type="button" class="add" @click=${() => this.#edit(undefined)}>${strings.addText}</button>`
      }
      ${
        replies.length === 0 && !editing
          ? html`<div class="message" part="empty"><strong>${strings.noTexts}</strong></div>`
          : html`<ul class="items" role="list" aria-label=${strings.tabs.texts}>
              ${replies.map(
                (reply) => html`<li>
                ${editing?.before === reply.shortcut ? this.#renderForm(editing, replies) : this.#renderText(reply)}
              </li>`,
              )}
            </ul>`
      }`;
  }

  #renderText(reply: CannedReply): TemplateResult {
    const { shortcut, text } = reply;
    if (this.#removing === shortcut)
      return html`<div class="sure" role="group" aria-label=${strings.removeSure(shortcut)}>
        <span><bdi>${strings.removeSure(shortcut)}</bdi></span>
        <button type="button" class="danger" ?disabled=${this.#isBusy} @click=${() => this.#remove(shortcut)}>
          ${strings.removeNow}
        </button>
        <button type="button" class="quiet-button keep" @click=${() => this.#keep(shortcut)}>${strings.keep}</button>
        ${this.#renderProblem()}
      </div>`;
    return html`<div class="text-item">
      <div class="words">
        <strong><bdi>/${shortcut}</bdi></strong>
        <div class="quiet clamp" dir="auto">${text}</div>
      </div>
      <button
        type="button"
        class="quiet-button"
        data-edit=${shortcut}
        aria-label=${strings.edit(shortcut)}
        @click=${() => this.#edit(reply)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4 13.5V16h2.5L15 7.5 12.5 5zM11 6.5 13.5 9" /></svg>
      </button>
      <button
        type="button"
        class="quiet-button"
        data-remove=${shortcut}
        aria-label=${strings.remove(shortcut)}
        @click=${() => this.#askToRemove(shortcut)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4 6h12M8 6V4h4v2M6 6l.7 10h6.6L14 6M8.5 9v4.5M11.5 9v4.5" /></svg>
      </button>
    </div>`;
  }

  #renderForm({ before, shortcut, text }: Editing, replies: readonly CannedReply[]): TemplateResult {
    const note = (change: Partial<Editing>) => {
      if (this.#editing) this.#editing = { ...this.#editing, ...change };
    };
    return html`<form
      class="text-form"
      aria-label=${before === undefined ? strings.addText : strings.edit(before)}
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#save(replies);
      }}
      @keydown=${(event: KeyboardEvent) => {
        if (event.key !== 'Escape' || event.isComposing) return;
        event.preventDefault();
        event.stopPropagation();
        this.#cancel();
      }}
    >
      <label>
        <span>${strings.shortcut}</span>
        <span class="prefixed"><span aria-hidden="true">/</span><input
          name="shortcut"
          type="text"
          maxlength="32"
          autocapitalize="none"
          autocomplete="off"
          spellcheck="false"
          aria-describedby=${this.#problem ? 'text-problem' : nothing}
          .value=${live(shortcut)}
          @input=${({ currentTarget }: Event) => note({ shortcut: fieldValue(currentTarget) })}
        /></span>
      </label>
      <label>
        <span>${strings.text}</span>
        <textarea
          name="text"
          rows="4"
          dir="auto"
          .value=${live(text)}
          @input=${({ currentTarget }: Event) => note({ text: fieldValue(currentTarget) })}
        ></textarea>
      </label>
      ${this.#renderProblem()}
      <div class="buttons">
        <button type="submit" ?disabled=${this.#isBusy}>${strings.save}</button>
        <button type="button" class="quiet-button" @click=${() => this.#cancel()}>${strings.cancel}</button>
      </div>
    </form>`;
  }

  #renderProblem(): TemplateResult | typeof nothing {
    return this.#problem ? html`<p class="bad" role="alert" id="text-problem">${this.#problem}</p>` : nothing;
  }

  #edit(reply: CannedReply | undefined): void {
    this.#removing = undefined;
    this.#editing = { before: reply?.shortcut, shortcut: reply?.shortcut ?? '', text: reply?.text ?? '' };
    this.#show('input[name="shortcut"]');
  }

  #cancel(): void {
    const before = this.#editing?.before;
    this.#editing = undefined;
    this.#show(before === undefined ? '.add' : `[data-edit="${CSS.escape(before)}"]`);
  }

  #askToRemove(shortcut: string): void {
    this.#editing = undefined;
    this.#removing = shortcut;
    this.#show('.sure .keep');
  }

  #keep(shortcut: string): void {
    this.#removing = undefined;
    this.#show(`[data-remove="${CSS.escape(shortcut)}"]`);
  }

  #show(focus: string): void {
    this.#problem = '';
    this.#focus = focus;
    this.#host.requestUpdate();
  }

  async #save(replies: readonly CannedReply[]): Promise<void> {
    if (!this.#editing || this.#isBusy) return;
    const { before, text } = this.#editing;
    const shortcut = this.#editing.shortcut.normalize('NFC');
    const length = messageLength(text);
    const isTaken = shortcut !== before && replies.some((one) => one.shortcut === shortcut);
    if (!SHORTCUT.test(shortcut)) this.#problem = `${strings.shortcut}: ${strings.shortcutWrong}`;
    else if (isTaken) this.#problem = strings.shortcutTaken(shortcut);
    else if (length === 0 || length > MAX_MESSAGE_CHARACTERS)
      this.#problem = `${strings.text}: ${strings.textWrong}`;
    else {
      await this.#act(async () => {
        await this.#desk.save({ shortcut, text: text.trim() });
        // In this order, so that the text is always there.
        if (before !== undefined && before !== shortcut) await this.#desk.remove(before);
        this.#editing = undefined;
        this.#focus = `[data-edit="${CSS.escape(shortcut)}"]`;
      });
      return;
    }
    this.#host.requestUpdate();
  }

  #remove(shortcut: string): void {
    void this.#act(async () => {
      await this.#desk.remove(shortcut);
      this.#removing = undefined;
      this.#focus = '.add';
    });
  }

  async #act(act: () => Promise<void>): Promise<void> {
    this.#isBusy = true;
    this.#problem = '';
    this.#host.requestUpdate();
    try {
      await act();
    } catch (thrown) {
      this.#problem = `${inboxStrings.actionFailed}: ${reasonText(thrown)}`;
    } finally {
      this.#isBusy = false;
      this.#host.requestUpdate();
    }
  }
}
