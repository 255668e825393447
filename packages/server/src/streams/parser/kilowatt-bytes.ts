import { GAP } from './step-rows.ts';

/** Bytes of the longest number: 2^33, seven bits a byte. */
const MAX_NUMBER_BYTES = 5;

/**
 * Packs kilowatts, of which neighbours are much alike, into one or two bytes each: 0 for a gap, else one more than the
 * difference to the value before, its sign in the lowest bit, as numbers of seven bits a byte, the lowest first
 * (ZigZag and LEB128, as in Protocol Buffers). Gaps at the end are left away.
 */
export function packKilowatts(kilowatts: Int32Array): Buffer {
  const end = kilowatts.findLastIndex((value) => value !== GAP) + 1;
  const bytes = Buffer.allocUnsafe(end * MAX_NUMBER_BYTES);
  let length = 0;
  let last = 0;
  for (let at = 0; at < end; at++) {
    const value = kilowatts[at] as number;
    let number = 0;
    if (value !== GAP) {
      const delta = value - last;
      number = 1 + (delta < 0 ? -2 * delta - 1 : 2 * delta);
      last = value;
    }
    // Differences have 33 bits: too many for the operators of bits.
    while (number > 127) {
      bytes[length++] = (number % 128) + 128;
      number = Math.floor(number / 128);
    }
    bytes[length++] = number;
  }
  // A copy: five times as much would stay in memory with it.
  return Buffer.from(bytes.subarray(0, length));
}

/**
 * Reads what {@link packKilowatts} has packed.
 *
 * @throws RangeError when there are more than `intervals` values, or other bytes.
 */
export function unpackKilowatts(bytes: Uint8Array, intervals: number): Int32Array {
  const kilowatts = new Int32Array(intervals).fill(GAP);
  let last = 0;
  let interval = 0;
  for (let at = 0; at < bytes.length; interval++) {
    let number = 0;
    let factor = 1;
    let byte: number | undefined;
    do {
      byte = bytes[at++] ?? Number.NaN;
      number += (byte & 127) * factor;
      factor *= 128;
    } while (byte > 127);
    if (Number.isNaN(byte)) throw new RangeError('the last value is cut off');
    if (interval >= intervals) throw new RangeError(`there are more than ${intervals} values`);
    if (number === 0) continue;
    last += number % 2 === 0 ? -number / 2 : (number - 1) / 2;
    if (last > 2_147_483_647 || last <= GAP) throw new RangeError(`${last} is no number of kilowatts`);
    kilowatts[interval] = last;
  }
  return kilowatts;
}
