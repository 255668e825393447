/**
 * Turns the bytes of a file into UTF-8 without byte order mark: UTF-8 passes as it is,
 * UTF-16 of either order is recognised by its mark.
 *
 * @throws TypeError when UTF-16 is malformed.
 */
export async function* decodeText(content: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  let head: Buffer | undefined = Buffer.alloc(0);
  for await (const part of content) {
    let chunk: Buffer = part;
    if (head) {
      chunk = Buffer.concat([head, part]);
      if (chunk.length < 3) {
        head = chunk;
        continue;
      }
      head = undefined;
      const encoding = utf16ByMark(chunk);
      if (encoding) decoder = new TextDecoder(encoding, { fatal: true });
      else if (chunk[0] === 0xef && chunk[1] === 0xbb && chunk[2] === 0xbf) chunk = chunk.subarray(3);
    }
    yield decoder ? Buffer.from(decoder.decode(chunk, { stream: true })) : chunk;
  }
  if (head && head.length > 0) yield head;
  if (decoder) yield Buffer.from(decoder.decode());
}

function utf16ByMark(chunk: Buffer): 'utf-16le' | 'utf-16be' | undefined {
  if (chunk[0] === 0xff && chunk[1] === 0xfe) return 'utf-16le';
  if (chunk[0] === 0xfe && chunk[1] === 0xff) return 'utf-16be';
  return undefined;
}
