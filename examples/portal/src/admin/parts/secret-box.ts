import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { adminWords } from '../admin-words.ts';

const SHOWN_MS = 2_000;

/** Something that is shown once, to be copied. */
@customElement('secret-box')
export class SecretBox extends LitElement {
  @property({ attribute: false }) text = '';
  @property({ attribute: false }) note = '';
  /** Whether it can be seen again: then nothing is said of that it cannot. */
  @property({ attribute: false }) isPublic = false;
  @state() private isCopied = false;

  override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const { copy, copied, onlyOnce } = adminWords.words.common;
    return html`<div class="secret">
      <code tabindex="0">${this.text}</code>
      <button class="button" type="button" @click=${this.#copy}>
        <span aria-live="polite">${this.isCopied ? copied : copy}</span>
      </button>
      ${this.isPublic ? nothing : html`<p role="status"><strong>${onlyOnce}</strong> ${this.note}</p>`}
    </div>`;
  }

  #copy(): void {
    navigator.clipboard.writeText(this.text).then(
      () => {
        this.isCopied = true;
        setTimeout(() => {
          this.isCopied = false;
        }, SHOWN_MS);
      },
      // Where the browser refuses, the text is there to be marked.
      () => getSelection()?.selectAllChildren(this.querySelector('code') ?? this),
    );
  }
}
