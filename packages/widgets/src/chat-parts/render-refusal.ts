import type { ChatSession, OutgoingMessage } from '@wattlet/sdk';
import { html, nothing, type TemplateResult } from 'lit';
import { strings as shared } from '../element/strings.ts';
import { extrasStrings as strings } from './chat-extras-strings.ts';
import { refusalWords } from './refusal-words.ts';

/** Why a message was refused, and a button that sends it after all: without files where one of them is gone. */
export function renderRefusal(
  { clientId, text, reference, isNote = false, error }: OutgoingMessage,
  session: Pick<ChatSession, 'retry' | 'drop' | 'send'>,
): TemplateResult {
  const why = error ? refusalWords(error) : '';
  const isFileGone = error?.reason === 'UNKNOWN_ATTACHMENT';
  const sendText = () => {
    session.drop(clientId);
    session.send({ text, isNote, ...(reference ? { reference } : {}) });
  };
  return html`<span role="alert">${strings.failed}${why && `: ${why}`}</span>
    ${
      isFileGone && text === ''
        ? nothing
        : html`<button type="button" class="plain" @click=${isFileGone ? sendText : () => session.retry(clientId)}>
            ${isFileGone ? strings.withoutFiles : shared.retry}
          </button>`
    }`;
}
