const BASE = 'https://here.invalid';

/**
 * Where a browser is sent after signing in: the path, query and fragment of this server that `return_to` says, `/` for
 * anything that could lead elsewhere (`//evil.example`, `/\evil.example`, `javascript:`).
 */
export function returnPath(given: unknown): string {
  if (typeof given !== 'string' || given.length > 2000 || !/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(given))
    return '/';
  const url = URL.parse(given, BASE);
  if (url?.origin !== BASE) return '/';
  const path = url.pathname + url.search + url.hash;
  // Dots are resolved by now: /.//evil.example has become //evil.example.
  return path.startsWith('//') ? '/' : path;
}
