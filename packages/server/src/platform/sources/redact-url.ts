/**
 * A source's address as it may be shown: with `***` for the password. Query and fragment are
 * left out, because a `?` or `#` in a password that was not percent-encoded starts one.
 */
export function redactUrl(url: string): string {
  const parsed = URL.parse(url);
  if (!parsed) return url.includes('://') ? `${url.slice(0, url.indexOf('://'))}://…` : url;
  if (parsed.password) parsed.password = '***';
  parsed.search = '';
  parsed.hash = '';
  return parsed.href;
}
