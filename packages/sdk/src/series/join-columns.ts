/** Of memory that this module has made: how many bytes are values. What lies beyond is room for those to come. */
const filled = new WeakMap<ArrayBufferLike, number>();

/** Room that is left behind what has been joined, as a share of it, and at least so many values. */
const SPARE_SHARE = 1 / 8;
const SPARE_VALUES = 32;

/** Whether some values have been joined here, whole or in part. */
export function isJoined({ buffer }: Float64Array): boolean {
  return filled.has(buffer);
}

/**
 * Values one after the other as one list. Where the first of them have been joined here before, and nothing has been put
 * behind them yet, the others are put there: then nothing of the first is copied, and the list begins in the same memory.
 */
export function joinColumns(parts: readonly Float64Array[]): Float64Array {
  const [first, ...rest] = parts;
  if (!first || rest.length === 0) return first ?? new Float64Array();
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const isOpen = filled.get(first.buffer) === first.byteOffset + first.byteLength;
  const hasRoom =
    isOpen && first.byteOffset + length * Float64Array.BYTES_PER_ELEMENT <= first.buffer.byteLength;
  const all = hasRoom ? new Float64Array(first.buffer, first.byteOffset, length) : withRoom(length);
  if (!hasRoom) all.set(first);
  let offset = first.length;
  for (const part of rest) {
    all.set(part, offset);
    offset += part.length;
  }
  filled.set(all.buffer, all.byteOffset + all.byteLength);
  return all;
}

function withRoom(length: number): Float64Array {
  const spare = Math.max(SPARE_VALUES, Math.ceil(length * SPARE_SHARE));
  return new Float64Array(length + spare).subarray(0, length);
}
