/** A remark about one line of a file. */
export interface Issue {
  /** 1 is the header. */
  readonly line: number;
  /** The row was left out; else it was kept with this remark. */
  readonly bad: boolean;
  readonly reason: string;
}

/** Issues that are kept with their text; more are only counted. */
export const MAX_ISSUES = 100;

/** Collects what is wrong with rows: counts all, keeps the first few, remarks on one thing once. */
export class IssueLog {
  readonly issues: Issue[] = [];
  badRows = 0;
  readonly #remarked = new Set<string>();

  /** The row on this line is left out. */
  bad(line: number, reason: string): void {
    this.badRows++;
    if (this.issues.length < MAX_ISSUES) this.issues.push({ line, bad: true, reason });
  }

  /** The row is kept. `about` is what is remarked on: the same is not said again. */
  remark(line: number, about: string, reason: string): void {
    if (this.issues.length >= MAX_ISSUES || this.#remarked.has(about)) return;
    this.#remarked.add(about);
    this.issues.push({ line, bad: false, reason });
  }
}
