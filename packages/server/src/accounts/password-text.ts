/**
 * A password as it is hashed: NFKC (NIST SP 800-63B, 3.1.1.2), so that one typed on another keyboard or system, where
 * the same letters come as other code points, is the same password.
 */
export function normalizePassword(password: string): string {
  return password.normalize('NFKC');
}
