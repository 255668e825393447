import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { Copying } from './copying.ts';

/** A text to be copied, as it is. */
@customElement('copy-box')
export class CopyBox extends LitElement {
  @property({ attribute: false }) text = '';
  /** What the button says, and what it says once the text is copied. */
  @property({ attribute: false }) words = { copy: '', copied: '' };
  readonly #copying = new Copying(this);

  override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<pre tabindex="0"><code>${this.text}</code></pre>
      <button class="button" type="button" @click=${() => this.#copying.copy(this.text)}>
        <span aria-live="polite">${this.#copying.isDone ? this.words.copied : this.words.copy}</span>
      </button>`;
  }
}
