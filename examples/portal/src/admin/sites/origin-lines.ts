/** The origins that somebody has written, one in each line. */
export function originLines(text: string): string[] {
  const lines = text.split(/[\s,]+/).filter((line) => line !== '');
  return [...new Set(lines)];
}
