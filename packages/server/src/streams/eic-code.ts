const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-';

/**
 * Whether a code is a well-formed Energy Identification Code: 16 characters of 0-9, A-Z and `-`,
 * the last being the check character of the others (ENTSO-E EIC reference manual, section 4.3).
 * A few legacy areas ("RU", "BY") are published under codes that are not.
 */
export function isEicCode(code: string): boolean {
  if (!/^[0-9A-Z-]{15}[0-9A-Z]$/.test(code)) return false;
  let sum = 0;
  for (let at = 0; at < 15; at++) sum += ALPHABET.indexOf(code.charAt(at)) * (16 - at);
  return code.charAt(15) === ALPHABET.charAt(36 - ((sum - 1) % 37));
}
