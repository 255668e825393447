/** Rows of cells as RFC 4180 CSV, after some lines that are comments. */
export function csvText(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = rows.map((cells) => cells.map(quoted).join(','));
  return `${[...head, ...lines].join('\r\n')}\r\n`;
}

/** A leading sign of a formula is text to us, and must be to a spreadsheet. */
function quoted(cell: string): string {
  const text = /^[=@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
