import { html, LitElement, type TemplateResult } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';

const SHOWN_MS = 2_000;

/** A text to be copied, as it is. */
@customElement('copy-box')
export class CopyBox extends LitElement {
  @property({ attribute: false }) text = '';
  /** What the button says, and what it says once the text is copied. */
  @property({ attribute: false }) words = { copy: '', copied: '' };
  @state() private isCopied = false;

  override createRenderRoot(): this {
    return this;
  }

  protected override render(): TemplateResult {
    return html`<pre tabindex="0"><code>${this.text}</code></pre>
      <button class="button" type="button" @click=${this.#copy}>
        <span aria-live="polite">${this.isCopied ? this.words.copied : this.words.copy}</span>
      </button>`;
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
