import { msg, str } from '@lit/localize';

/** What is said about files and references, which most messages do not have: loaded with what shows them. */
export const extrasStrings = {
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
