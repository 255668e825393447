/** What a parse puts out where the field is no number. */
export const NOT_A_NUMBER = Number.NaN;

const MINUS = 45;
const DOT = 46;
const ZERO = 48;
const LIMIT = 2_147_483_647;

/** A megawatt field as whole kilowatts, and whether digits were lost on the way. */
export interface Kilowatts {
  value: number;
  rounded: boolean;
}

/**
 * Reads `bytes[from, to)` as a decimal number of megawatts, such as `-4569.5`, and puts it out in
 * whole kilowatts: exact up to three decimals, half to even beyond. The value is NaN for anything
 * else: `n/e`, `NaN`, `1,234.5`, exponents, signs other than a leading minus, blanks, and numbers that do
 * not fit 32 bits of kilowatts. Allocates nothing: the caller's `out` is filled.
 */
export function parseKilowatts(bytes: Uint8Array, from: number, to: number, out: Kilowatts): void {
  let at = from;
  const negative = bytes[at] === MINUS;
  if (negative) at++;
  out.rounded = false;
  let value = 0;
  let digits = 0;
  let decimals = -1;
  for (; at < to; at++) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
      if (decimals >= 0 && ++decimals > 3) {
        parseFine(bytes, from, to, out);
        return;
      }
    } else if (bytes[at] === DOT && decimals < 0 && digits > 0) {
      decimals = 0;
    } else {
      out.value = NOT_A_NUMBER;
      return;
    }
  }
  if (digits === 0 || decimals === 0) {
    out.value = NOT_A_NUMBER;
    return;
  }
  value *= decimals <= 0 ? 1000 : decimals === 1 ? 100 : decimals === 2 ? 10 : 1;
  out.value = value > LIMIT ? NOT_A_NUMBER : negative ? 0 - value : value;
}

/** More than three decimals: rare, so written to be plain. */
function parseFine(bytes: Uint8Array, from: number, to: number, out: Kilowatts): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, to - from).toString('latin1');
  const match = /^(-?)(\d+)\.(\d{3})(\d+)$/.exec(text);
  out.value = NOT_A_NUMBER;
  if (!match) return;
  const [, sign = '', whole = '', thousandths = '', rest = ''] = match;
  let value = Number(whole) * 1000 + Number(thousandths);
  const half = `5${'0'.repeat(rest.length - 1)}`;
  if (rest > half || (rest === half && value % 2 === 1)) value++;
  if (value > LIMIT) return;
  out.rounded = /[1-9]/.test(rest);
  out.value = sign ? 0 - value : value;
}
