import { msg, str } from '@lit/localize';

/** What is said about files, references and refusals, which most messages do not have: loaded with what shows them. */
export const extrasStrings = {
  get failed() {
    return msg('Not sent', { id: 'chat.failed' });
  },
  get refused() {
    return msg('You cannot write here any more', { id: 'chat.refused' });
  },
  get signInToWrite() {
    return msg('Sign in to write', { id: 'chat.signInToWrite' });
  },
  get tooManyOpen() {
    return msg('You have too many open conversations: go on in one of them', { id: 'chat.tooManyOpen' });
  },
  get tooManyWait() {
    return msg('Too many messages wait to be sent already', { id: 'chat.tooManyWait' });
  },
  get fileGone() {
    return msg('A file of it is not there any more', { id: 'chat.fileGone' });
  },
  get withoutFiles() {
    return msg('Send without files', { id: 'chat.withoutFiles' });
  },
  removeFile: (name: string) => msg(str`Remove ${name}`, { id: 'chat.removeFile' }),
  openFile: (name: string) => msg(str`Open ${name}`, { id: 'chat.openFile' }),
  tooManyFiles: (most: string, left: string) =>
    msg(str`A message takes ${most} files at most. Left out: ${left}`, { id: 'chat.tooManyFiles' }),
  get fileType() {
    return msg('Only images and PDF can be sent', { id: 'chat.fileType' });
  },
  get fileSize() {
    return msg('A file may have 10 MB at most', { id: 'chat.fileSize' });
  },
  get fileEmpty() {
    return msg('There is nothing in the file', { id: 'chat.fileEmpty' });
  },
  get fileContent() {
    return msg('What is in the file is neither an image nor a PDF', { id: 'chat.fileContent' });
  },
  get fileDamaged() {
    return msg('The image is damaged or too large', { id: 'chat.fileDamaged' });
  },
  get fileFailed() {
    return msg('The file could not be sent', { id: 'chat.fileFailed' });
  },
  references: {
    get series() {
      return msg('Chart', { id: 'chat.referenceSeries' });
    },
    get meter() {
      return msg('Meter', { id: 'chat.referenceMeter' });
    },
    get alert() {
      return msg('Alert', { id: 'chat.referenceAlert' });
    },
  },
  /** As the charts call them. */
  streams: {
    get load() {
      return msg('Electricity load', { id: 'titles.load' });
    },
    get generation() {
      return msg('Electricity generation', { id: 'titles.generation' });
    },
    get flows() {
      return msg('Cross-border flows', { id: 'titles.flows' });
    },
  },
} as const;
