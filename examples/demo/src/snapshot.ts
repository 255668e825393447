const LINE_FEED = 0x0a;

/**
 * Cuts a cumulative export back to an earlier hour: keeps the header and the rows that start
 * before `upTo`, in their order. The file must be tab-separated with `DateTime` (UTC,
 * `YYYY-MM-DD HH:MM:SS…`) as its first column, as all samples of the three streams are.
 */
export function cutSnapshot(fileContent: Buffer, upTo: Date): Buffer {
  // Times of this form sort as text, so that no row has to be parsed.
  const end = Buffer.from(upTo.toISOString().slice(0, 19).replace('T', ' '));
  const kept: Buffer[] = [];
  for (let start = 0; start < fileContent.length; ) {
    const lineFeed = fileContent.indexOf(LINE_FEED, start);
    const next = lineFeed === -1 ? fileContent.length : lineFeed + 1;
    const isHeader = start === 0;
    const timeEnd = Math.min(start + end.length, next);
    if (isHeader || fileContent.compare(end, 0, end.length, start, timeEnd) < 0) {
      kept.push(fileContent.subarray(start, next));
    }
    start = next;
  }
  return Buffer.concat(kept);
}
