/** A place in a stream's history of changes. */
export interface Cursor {
  /** Changes when the storage of the stream was reset: cursors of two epochs cannot be compared. */
  readonly epoch: string;
  /** Grows with each import that changed something. */
  readonly revision: number;
}
