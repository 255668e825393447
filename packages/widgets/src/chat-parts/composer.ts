import { MAX_MESSAGE_CHARACTERS, messageLength } from '@wattlet/sdk/chat';
import type { LitElement } from 'lit';
import { html, nothing, type ReactiveController, type TemplateResult } from 'lit';
import { chatStrings } from './chat-strings.ts';
import { type ComposerFiles, FILE_TYPES } from './composer-files.ts';

/** So many characters before the end the counter begins to be shown. */
const NEAR_LIMIT = 200;

/** What a composer tells. */
export interface ComposerListener {
  /** The text and the files are to be sent. False leaves them as they are. */
  send(text: string, attachmentIds: readonly string[]): boolean;
  /** The text is another. */
  typed(text: string): void;
  /** A key was pressed in the text. True: it was taken care of. */
  pressed?(event: KeyboardEvent): boolean;
}

/** How a composer looks at the moment. */
export interface ComposerView {
  readonly locale: string;
  readonly label: string;
  readonly placeholder: string;
  /** What is said under it, as whom only agents see a note. */
  readonly hint?: string;
  /** Id of a list of suggestions in the same root, and of the one that is picked. */
  readonly suggestions?: { readonly listId: string; readonly activeId: string } | undefined;
  /** Nobody may write. */
  readonly isDisabled?: boolean;
}

/** Where a message is written: Enter sends, Shift and Enter begins a line; files by picker, paste and drop. */
export class Composer implements ReactiveController {
  readonly #host: LitElement;
  readonly #files: ComposerFiles;
  readonly #listener: ComposerListener;
  #text = '';
  #isDropping = false;

  constructor(host: LitElement, files: ComposerFiles, listener: ComposerListener) {
    this.#host = host;
    this.#files = files;
    this.#listener = listener;
    host.addController(this);
    // Over all of the host: a file that is let go beside the field would take the page's place.
    for (const type of ['dragover', 'dragleave', 'drop'] as const) host.addEventListener(type, this.#dragged);
  }

  /** What is written so far. */
  get text(): string {
    return this.#text;
  }

  /** Writes this in its place, and goes to its end. */
  set text(text: string) {
    this.#text = text;
    const field = this.#field;
    if (field) {
      field.value = text;
      field.setSelectionRange(text.length, text.length);
    }
    this.#host.requestUpdate();
  }

  focus(): void {
    this.#field?.focus();
  }

  render({
    locale,
    label,
    placeholder,
    hint,
    suggestions,
    isDisabled = false,
  }: ComposerView): TemplateResult {
    const left = MAX_MESSAGE_CHARACTERS - messageLength(this.#text);
    return html`<form
      class=${this.#isDropping ? 'composer dropping' : 'composer'}
      part="composer"
      @submit=${this.#submitted}
      @paste=${this.#pasted}
    >
      ${this.#files.render(locale)}
      <div class="field">
        <label class="icon attach" title=${chatStrings.attach}>
          <input
            type="file"
            class="for-readers"
            multiple
            accept=${FILE_TYPES.join(',')}
            aria-label=${chatStrings.attach}
            ?disabled=${isDisabled}
            @change=${this.#picked}
          />
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M13 6.5 7.6 12a1.4 1.4 0 0 0 2 2l6-6.1a3 3 0 0 0-4.2-4.3L5.2 9.9a4.6 4.6 0 0 0 6.5 6.5l4.8-4.9" /></svg>
        </label>
        <textarea
          part="input"
          rows="1"
          dir="auto"
          enterkeyhint="send"
          aria-label=${label}
          placeholder=${placeholder}
          aria-autocomplete=${suggestions ? 'list' : nothing}
          aria-controls=${suggestions?.listId ?? nothing}
          aria-activedescendant=${suggestions?.activeId ?? nothing}
          aria-describedby=${left < NEAR_LIMIT ? 'characters' : nothing}
          aria-invalid=${left < 0 ? 'true' : nothing}
          ?disabled=${isDisabled}
          .value=${this.#text}
          @input=${this.#typed}
          @keydown=${this.#pressed}
        ></textarea>
        <button type="submit" class="icon send" part="send" aria-label=${chatStrings.send} ?disabled=${!this.#canSend(left) || isDisabled}>
          <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 10h13M11 5l5 5-5 5" /></svg>
        </button>
      </div>
      <div class="below">
        ${this.#isDropping ? html`<span>${chatStrings.dropHere}</span>` : hint === undefined ? nothing : html`<span>${hint}</span>`}
        ${left < NEAR_LIMIT ? renderLeft(left, locale) : nothing}
      </div>
    </form>`;
  }

  /**
   * Grows to six lines. Through the CSSOM: a strict content security policy blocks style attributes. A log beside it is taller
   * while this measures, and loses its end: it must be made after the composer, and so settle after it.
   */
  hostUpdated(): void {
    const field = this.#field;
    if (!field) return;
    field.style.blockSize = 'auto';
    field.style.blockSize = `${field.scrollHeight + field.offsetHeight - field.clientHeight}px`;
  }

  get #field(): HTMLTextAreaElement | null {
    return this.#host.renderRoot.querySelector('textarea');
  }

  #canSend(left: number): boolean {
    const hasText = left < MAX_MESSAGE_CHARACTERS;
    return left >= 0 && !this.#files.isBusy && (hasText || this.#files.attachmentIds.length > 0);
  }

  #send(): void {
    if (!this.#canSend(MAX_MESSAGE_CHARACTERS - messageLength(this.#text))) return;
    if (!this.#listener.send(this.#text.trim(), this.#files.attachmentIds)) return;
    this.text = '';
    this.#files.clear();
  }

  readonly #submitted = (event: SubmitEvent): void => {
    event.preventDefault();
    this.#send();
    this.focus();
  };

  readonly #typed = ({ currentTarget }: InputEvent): void => {
    if (!(currentTarget instanceof HTMLTextAreaElement)) return;
    this.#text = currentTarget.value;
    this.#listener.typed(this.#text);
    this.#host.requestUpdate();
  };

  readonly #pressed = (event: KeyboardEvent): void => {
    // Enter that ends the composition of a character belongs to the input method.
    if (event.isComposing || this.#listener.pressed?.(event)) return;
    if (event.key !== 'Enter' || event.shiftKey || event.altKey) return;
    event.preventDefault();
    this.#send();
  };

  readonly #picked = ({ currentTarget }: Event): void => {
    if (!(currentTarget instanceof HTMLInputElement)) return;
    this.#add(currentTarget.files);
    // So that the same file can be picked again.
    currentTarget.value = '';
    this.focus();
  };

  readonly #pasted = (event: ClipboardEvent): void => {
    const files = [...(event.clipboardData?.files ?? [])];
    const text = event.clipboardData?.getData('text/plain');
    // Programs put a picture of what is copied beside its text, and file managers the name of a file.
    if (files.length === 0 || (text && !files.some(({ name }) => text.includes(name)))) return;
    event.preventDefault();
    this.#files.add(files);
  };

  readonly #dragged = (event: DragEvent): void => {
    // A text that is dragged into the field is the browser's to put there.
    if (!event.dataTransfer?.types.includes('Files') || !this.#field || this.#field.disabled) return;
    event.preventDefault();
    this.#isDropping = event.type === 'dragover';
    if (event.type === 'drop') this.#add(event.dataTransfer.files);
    this.#host.requestUpdate();
  };

  /** The list of a field, and that of an event, is another one later. */
  #add(files: FileList | null | undefined): void {
    this.#files.add([...(files ?? [])]);
  }
}

function renderLeft(left: number, locale: string): TemplateResult {
  const count = Math.abs(left).toLocaleString(locale);
  return html`<span id="characters" class=${left < 0 ? 'too-long' : ''} role="status">
    ${left < 0 ? chatStrings.tooLong(count) : chatStrings.charactersLeft(count)}
  </span>`;
}
