/** A UUID in lower case, as a part of other expressions. */
export const UUID_PATTERN = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

const UUID = new RegExp(`^${UUID_PATTERN}$`);

/** Whether a text is a UUID in lower case, as PostgreSQL writes them. */
export function isUuid(text: string): boolean {
  return UUID.test(text);
}
