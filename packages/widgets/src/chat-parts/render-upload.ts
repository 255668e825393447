import { html, type TemplateResult } from 'lit';
import { chatStrings } from './chat-strings.ts';
import { fileSize } from './file-size.ts';
import type { Upload } from './uploads.ts';

const PROBLEMS = { type: 'fileType', size: 'fileSize', failed: 'fileFailed' } as const;

/** A file of the message that is being written, with how far it has come. */
export function renderUpload(upload: Upload, locale: string, remove: () => void): TemplateResult {
  const { file, share, attachment, problem } = upload;
  return html`<li class=${problem ? 'file bad' : 'file'}>
    <span class="file-name"><bdi>${file.name}</bdi></span>
    ${
      problem
        ? html`<span role="alert">${chatStrings[PROBLEMS[problem]]}</span>`
        : attachment
          ? html`<span class="quiet"><bdi>${fileSize(file.size, locale)}</bdi></span>`
          : html`<progress max="1" .value=${share} aria-label=${file.name}></progress>`
    }
    <button type="button" class="plain" aria-label=${chatStrings.removeFile(file.name)} @click=${remove}>✕</button>
  </li>`;
}
