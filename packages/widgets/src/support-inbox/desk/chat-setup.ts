import type { ChatSettings } from '@wattlet/sdk';
import type { LitElement } from 'lit';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { reasonText } from '../../element/reason-text.ts';
import { strings as shared } from '../../element/strings.ts';
import { deskStrings as strings } from './desk-strings.ts';
import { fieldValue } from './field-value.ts';
import { renderOtherDays, renderWeek, type WeekView } from './render-hours.ts';
import {
  draftOf,
  OFFICE_WEEK,
  problemsOf,
  type SetupDraft,
  type SetupProblem,
  settingsOf,
} from './setup-draft.ts';

/** What settings are read from and stored with. */
export interface SetupDesk {
  read(signal: AbortSignal): Promise<ChatSettings>;
  /** Resolves with how it is now. */
  store(settings: ChatSettings): Promise<ChatSettings>;
}

/** How a site's chat is set up: its hours, and what customers and visitors may. */
export class ChatSetup implements ReactiveController {
  readonly #host: LitElement;
  readonly #desk: SetupDesk;
  #draft: SetupDraft | undefined;
  #readError: Error | undefined;
  #problems: ReadonlySet<SetupProblem> = new Set();
  #notice: { readonly text: string; readonly isBad: boolean } | undefined;
  #isBusy = false;
  #stop: AbortController | undefined;

  constructor(host: LitElement, desk: SetupDesk) {
    this.#host = host;
    this.#desk = desk;
    host.addController(this);
  }

  hostDisconnected(): void {
    this.#stop?.abort();
    this.#stop = undefined;
  }

  /** They were read, or are being read. */
  get isOpen(): boolean {
    return this.#stop !== undefined && !this.#readError;
  }

  /** Why the settings could not be read. */
  get error(): Error | undefined {
    return this.#readError;
  }

  /** Reads the settings afresh; what was not stored is forgotten. */
  async open(): Promise<void> {
    this.#stop?.abort();
    const stop = new AbortController();
    this.#stop = stop;
    const { signal } = stop;
    [this.#draft, this.#readError, this.#notice] = [undefined, undefined, undefined];
    this.#host.requestUpdate();
    try {
      const settings = await this.#desk.read(signal);
      if (!signal.aborted) this.#draft = draftOf(settings);
    } catch (thrown) {
      if (!signal.aborted) this.#readError = asError(thrown);
    }
    this.#host.requestUpdate();
  }

  render({ locale, mayChange }: { readonly locale: string; readonly mayChange: boolean }): TemplateResult {
    const draft = this.#draft;
    if (!draft) return html`<p class="quiet" role="status">${shared.loading}</p>`;
    const view: WeekView = { draft, locale, problems: this.#problems, change: (to) => this.#change(to) };
    return html`<form
      class="setup"
      novalidate
      @submit=${(event: Event) => {
        event.preventDefault();
        void this.#save();
      }}
    >
      ${mayChange ? nothing : html`<p class="quiet">${strings.onlyAdministrators}</p>`}
      <fieldset class="all" ?disabled=${!mayChange || this.#isBusy}>
        <fieldset>
          <legend>${strings.hours}</legend>
          ${this.#renderZone(draft)} ${this.#renderChoice(draft)}
          ${draft.isAlwaysOpen ? nothing : renderWeek(view)}
        </fieldset>
        <fieldset>
          <legend>${strings.days}</legend>
          ${renderOtherDays(view)}
        </fieldset>
        <label>
          <span>${strings.awayReply}</span>
          <textarea
            name="away-reply"
            rows="3"
            dir="auto"
            aria-describedby="away-hint"
            aria-invalid=${this.#problems.has('reply') ? 'true' : nothing}
            .value=${live(draft.awayReply)}
            @input=${({ currentTarget }: Event) => this.#change({ awayReply: fieldValue(currentTarget) })}
          ></textarea>
          <span class="quiet" id="away-hint">${strings.awayReplyHint}</span>
          ${this.#problems.has('reply') ? html`<span class="bad">${strings.textWrong}</span>` : nothing}
        </label>
        <fieldset>
          <legend>${strings.rules}</legend>
          ${this.#renderSwitch('anonymous', strings.anonymous)}
          ${this.#renderSwitch('typingPreview', strings.preview, strings.previewHint)}
          ${this.#renderRetention(draft)}
        </fieldset>
      </fieldset>
      <div class="buttons">
        ${mayChange ? html`<button type="submit" ?disabled=${this.#isBusy}>${strings.save}</button>` : nothing}
        <span role=${this.#notice?.isBad ? 'alert' : 'status'} class=${this.#notice?.isBad ? 'bad' : 'quiet'}>
          ${this.#notice?.text}
        </span>
      </div>
    </form>`;
  }

  #renderZone({ timeZone }: SetupDraft): TemplateResult {
    const isWrong = this.#problems.has('zone');
    return html`<label class="zone">
      <span>${strings.timeZone}</span>
      <input
        name="time-zone"
        type="text"
        list="zones"
        maxlength="64"
        autocomplete="off"
        spellcheck="false"
        aria-describedby=${isWrong ? 'zone-wrong' : nothing}
        aria-invalid=${isWrong ? 'true' : nothing}
        .value=${live(timeZone)}
        @input=${({ currentTarget }: Event) => this.#change({ timeZone: fieldValue(currentTarget) })}
      />
      <datalist id="zones">
        ${Intl.supportedValuesOf('timeZone').map((zone) => html`<option value=${zone}></option>`)}
      </datalist>
      ${isWrong ? html`<span class="bad" id="zone-wrong" role="alert">${strings.timeZoneWrong}</span>` : nothing}
    </label>`;
  }

  #renderChoice({ isAlwaysOpen, week }: SetupDraft): TemplateResult {
    const choice = (words: string, isAlways: boolean) => html`<label class="choice">
      <input
        type="radio"
        name="when"
        .checked=${live(isAlwaysOpen === isAlways)}
        @change=${() =>
          this.#change({
            isAlwaysOpen: isAlways,
            ...(week.every((hours) => hours.length === 0) && { week: OFFICE_WEEK }),
          })}
      />
      <span>${words}</span>
    </label>`;
    return html`${choice(strings.always, true)} ${choice(strings.byHours, false)}`;
  }

  #renderSwitch(name: 'anonymous' | 'typingPreview', words: string, hint?: string): TemplateResult {
    return html`<label class="choice">
      <input
        type="checkbox"
        name=${name}
        .checked=${live(this.#draft?.[name] ?? false)}
        @change=${({ currentTarget }: Event) => {
          if (currentTarget instanceof HTMLInputElement) this.#change({ [name]: currentTarget.checked });
        }}
      />
      <span>${words} ${hint ? html`<span class="quiet">${hint}</span>` : nothing}</span>
    </label>`;
  }

  #renderRetention({ retentionDays }: SetupDraft): TemplateResult {
    const isWrong = this.#problems.has('retention');
    return html`<label>
      <span>${strings.retention}</span>
      <input
        name="retention"
        class="short"
        type="text"
        inputmode="numeric"
        maxlength="4"
        aria-describedby="retention-hint"
        aria-invalid=${isWrong ? 'true' : nothing}
        .value=${live(retentionDays)}
        @input=${({ currentTarget }: Event) => this.#change({ retentionDays: fieldValue(currentTarget) })}
      />
      <span class="quiet" id="retention-hint">${strings.retentionHint}</span>
      ${isWrong ? html`<span class="bad">${strings.retentionWrong}</span>` : nothing}
    </label>`;
  }

  #change(change: Partial<SetupDraft>): void {
    if (!this.#draft) return;
    this.#draft = { ...this.#draft, ...change };
    this.#notice = undefined;
    // What was wrong is looked at again while it is mended; nothing is called wrong before it was meant.
    if (this.#problems.size > 0) this.#problems = problemsOf(this.#draft);
    this.#host.requestUpdate();
  }

  async #save(): Promise<void> {
    if (!this.#draft || this.#isBusy) return;
    this.#problems = problemsOf(this.#draft);
    if (this.#problems.size > 0) {
      this.#host.requestUpdate();
      await this.#host.updateComplete;
      this.#host.renderRoot.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
      return;
    }
    this.#isBusy = true;
    this.#host.requestUpdate();
    try {
      this.#draft = draftOf(await this.#desk.store(settingsOf(this.#draft)));
      this.#notice = { text: strings.saved, isBad: false };
    } catch (thrown) {
      this.#notice = { text: `${strings.failed}: ${reasonText(thrown)}`, isBad: true };
    } finally {
      this.#isBusy = false;
      this.#host.requestUpdate();
    }
  }
}

const asError = (thrown: unknown): Error => (thrown instanceof Error ? thrown : new Error(String(thrown)));
