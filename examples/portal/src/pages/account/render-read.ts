import type { Task } from '@lit/task';
import { html, type nothing, type TemplateResult } from 'lit';
import { appWords } from '../../app/app-words.ts';
import { failureText } from '../../app/render-states.ts';

/** What has been read; its place while it is being read, and why it could not be, with another try. */
export function renderRead<T>(
  task: Task<readonly unknown[], T>,
  render: (value: T) => TemplateResult | typeof nothing,
): TemplateResult | typeof nothing {
  if (task.error !== undefined)
    return html`<div class="notice alarm" role="alert">
      <p>${failureText(task.error)}</p>
      <button class="button" type="button" @click=${() => void task.run()}>${appWords.words.retry}</button>
    </div>`;
  if (task.value === undefined)
    return html`<div class="page-loading" role="status">
      <span class="visually-hidden">${appWords.words.loading}</span>
      <div class="bone"></div>
      <div class="bone"></div>
    </div>`;
  return render(task.value);
}
