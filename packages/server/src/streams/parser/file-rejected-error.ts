/**
 * The file cannot be understood as an export: nothing of it is imported. The message says
 * what is wrong and where; the file stays as it is.
 */
export class FileRejectedError extends Error {
  override readonly name = 'FileRejectedError';
}
