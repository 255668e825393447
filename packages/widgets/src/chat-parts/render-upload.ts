import { html, nothing, type TemplateResult } from 'lit';
import { strings as shared } from '../element/strings.ts';
import { extrasStrings as strings } from './chat-extras-strings.ts';
import { fileSize } from './file-size.ts';
import { mayPass, uploadProblemWords } from './upload-problem.ts';
import type { Upload } from './uploads.ts';

/** What can be done about a file. */
interface UploadActions {
  readonly remove: () => void;
  readonly retry: () => void;
}

/** A file of the message that is being written, with how far it has come. */
export function renderUpload(
  upload: Upload,
  locale: string,
  { remove, retry }: UploadActions,
): TemplateResult {
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
    ${
      problem && mayPass(problem)
        ? html`<button type="button" class="plain again" @click=${retry}>${shared.retry}</button>`
        : nothing
    }
    <button type="button" class="plain remove" aria-label=${strings.removeFile(file.name)} @click=${remove}>✕</button>
  </li>`;
}
