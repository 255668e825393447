/** Making a format is what costs. */
const formats = new Map<string, Intl.DateTimeFormat>();

/** The short name that a zone has at an instant: "EEST", or "UTC−3" where it has none. */
export function zoneName(time: number, timeZone: string): string {
  // British English is the locale in which Europe's zones have their short names (CET, EET, BST).
  const format =
    formats.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, timeZoneName: 'short' });
  formats.set(timeZone, format);
  const name = format.formatToParts(time).find((part) => part.type === 'timeZoneName')?.value;
  return name?.replace(/^GMT(?=[+-])/, 'UTC').replace('-', '\u2212') ?? timeZone;
}
