/** A file as its source lists it. */
export interface SourceFile {
  /** A bare name, already checked against the allow-list of `export-file-name.ts`. */
  readonly name: string;
  readonly size: number;
  readonly modifiedAt: Date;
}

/** Where files come from: a directory, an FTP server, … */
export interface FileSource {
  /** The files with an allowed name. Bounded in bytes and time. */
  list(signal: AbortSignal): Promise<SourceFile[]>;
  /**
   * Downloads into `folder` and resolves to the path. The file is complete there or not at all:
   * it grows as `<name>.part`, is synced to disk and renamed once size and time at the source
   * are the same before and after.
   */
  fetch(file: SourceFile, folder: string, signal: AbortSignal): Promise<string>;
}
