import { html, LitElement, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Copying } from '../../parts/copying.ts';
import { adminWords } from '../admin-words.ts';

/** Something that is shown once, to be copied. */
@customElement('secret-box')
export class SecretBox extends LitElement {
  @property({ attribute: false }) text = '';
  @property({ attribute: false }) note = '';
  /** Whether it can be seen again: then nothing is said of that it cannot. */
  @property({ attribute: false }) isPublic = false;
  readonly #copying = new Copying(this);

  override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    const { copy, copied, onlyOnce } = adminWords.words.common;
    return html`<div class="secret">
      <code tabindex="0">${this.text}</code>
      <button class="button" type="button" @click=${() => this.#copying.copy(this.text)}>
        <span aria-live="polite">${this.#copying.isDone ? copied : copy}</span>
      </button>
      ${this.isPublic ? nothing : html`<p role="status"><strong>${onlyOnce}</strong> ${this.note}</p>`}
    </div>`;
  }
}
