/** Share of a month's stored values, or of any one area's, that an import may remove. */
const MAX_REMOVED_SHARE = 0.05;

/** Share of a file's rows that may be bad. */
const MAX_BAD_SHARE = 0.01;

/** What the guard looks at in a file. */
export interface GuardedFile {
  readonly rowsRead: number;
  readonly rowsBad: number;
  readonly lastLineCut: boolean;
  /** The first bad row, for the message. */
  readonly firstBad: string;
}

/** How much of one area is stored and would be removed, in minutes of values. */
export interface AreaLoss {
  readonly area: string;
  stored: number;
  removed: number;
}

/** Why a file should not be applied without somebody having looked at it; undefined if it may be. */
export function fileProblem(file: GuardedFile): string | undefined {
  if (file.lastLineCut) return 'its last line is not whole: the file was cut off';
  if (file.rowsBad > file.rowsRead * MAX_BAD_SHARE) {
    return `${file.rowsBad} of ${file.rowsRead} rows are bad, the first: ${file.firstBad}`;
  }
  return undefined;
}

/** Why an import would remove too much; undefined if it would not. `month` counts each value once. */
export function lossProblem(
  month: { stored: number; removed: number },
  areas: Iterable<AreaLoss>,
): string | undefined {
  if (month.removed === 0) return undefined;
  if (month.removed > month.stored * MAX_REMOVED_SHARE)
    return `it would remove ${percent(month)} of what is stored of the month`;
  for (const area of areas) {
    if (area.removed > area.stored * MAX_REMOVED_SHARE) {
      return `it would remove ${percent(area)} of what is stored of ${area.area} in the month`;
    }
  }
  return undefined;
}

const percent = ({ stored, removed }: { stored: number; removed: number }): string =>
  `${((removed / stored) * 100).toFixed(1)} %`;
