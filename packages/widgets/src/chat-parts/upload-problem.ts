import { strings } from '../element/strings.ts';
import { extrasStrings } from './chat-extras-strings.ts';

/** Why a file cannot be sent. */
export type UploadProblem =
  | 'type'
  | 'empty'
  | 'size'
  | 'content'
  | 'damaged'
  | 'unreachable'
  | 'tooMany'
  | 'failed';

/** What an error of the contract tells; read by name, as a host may bring its own client. */
interface ServerError extends Error {
  readonly code?: unknown;
  readonly reason?: unknown;
}

/** By the server's reason, or else the code of an error. */
const PROBLEMS: ReadonlyMap<unknown, UploadProblem> = new Map([
  ['UNKNOWN_MEDIA', 'content'],
  ['IMAGE_REFUSED', 'damaged'],
  ['unavailable', 'unreachable'],
  ['resource_exhausted', 'tooMany'],
]);

/** Why an upload has failed. */
export function uploadProblem(thrown: unknown): UploadProblem {
  if (!(thrown instanceof Error)) return 'failed';
  const { code, reason }: ServerError = thrown;
  return PROBLEMS.get(reason) ?? PROBLEMS.get(code) ?? 'failed';
}

/** Whether the same file may well be taken a little later. */
export function mayPass(problem: UploadProblem): boolean {
  return problem === 'unreachable' || problem === 'tooMany' || problem === 'failed';
}

/** A problem in the reader's words. */
export function uploadProblemWords(problem: UploadProblem): string {
  switch (problem) {
    case 'type':
      return extrasStrings.fileType;
    case 'size':
      return extrasStrings.fileSize;
    case 'empty':
      return extrasStrings.fileEmpty;
    case 'content':
      return extrasStrings.fileContent;
    case 'damaged':
      return extrasStrings.fileDamaged;
    case 'unreachable':
      return strings.unreachable;
    case 'tooMany':
      return strings.tooMany;
    case 'failed':
      return extrasStrings.fileFailed;
  }
}
