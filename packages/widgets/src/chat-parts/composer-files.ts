import type { TemplateResult } from 'lit';

/** What the picker of a page offers; what the server takes. */
export const FILE_TYPES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'application/pdf'];

/** The files of the message that is being written, as a composer needs them. */
export interface ComposerFiles {
  /** Ids of those that a message can carry. */
  readonly attachmentIds: readonly string[];
  /** Whether a message had better wait. */
  readonly isBusy: boolean;
  /** Takes files for the next message. */
  add(files: readonly File[]): void;
  /** Forgets what is a message's now. What was refused stays until it is taken out, lest it be taken for sent. */
  clear(): void;
  /** The files with how far they have come; undefined for none. */
  render(locale: string): TemplateResult | undefined;
}
