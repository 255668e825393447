import { html, type TemplateResult } from 'lit';
import { extrasStrings as strings } from './chat-extras-strings.ts';
import { fileSize } from './file-size.ts';
import { uploadProblemWords } from './upload-problem.ts';
import type { Upload } from './uploads.ts';

/** A file of the message that is being written, with how far it has come. */
export function renderUpload(upload: Upload, locale: string, remove: () => void): TemplateResult {
  const { file, share, attachment, problem } = upload;
  return html`<li class=${problem ? 'file bad' : 'file'}>
    <span class="file-name"><bdi>${file.name}</bdi></span>
    ${
      problem
        ? html`<span role="alert">${uploadProblemWords(problem)}</span>`
        : attachment
          ? html`<span class="quiet"><bdi>${fileSize(file.size, locale)}</bdi></span>`
          : html`<progress max="1" .value=${share} aria-label=${file.name}></progress>`
    }
    <button type="button" class="plain" aria-label=${strings.removeFile(file.name)} @click=${remove}>✕</button>
  </li>`;
}
