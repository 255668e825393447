import type { Typist } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { chatStrings } from './chat-strings.ts';

/** Who types, and where it is passed on, what. Its place is kept, so that nothing jumps when somebody begins. */
export function renderTyping(typists: readonly Typist[]): TemplateResult {
  const names = typists.map(({ name }) => name).join(', ');
  return html`<div class="typing" part="typing">
    ${
      typists.length > 0
        ? html`<span class="dots" aria-hidden="true"><i></i><i></i><i></i></span> <bdi>${chatStrings.typing(names)}</bdi>`
        : nothing
    }
    ${typists.map(({ preview }) => (preview ? html`<q class="preview" dir="auto">${preview}</q>` : nothing))}
  </div>`;
}
