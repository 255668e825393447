/**
 * Reads the frames of a stream that comes by HTTP/1.1 in chunks: five bytes of flags and length, and what they announce.
 * It knows no more of HTTP than the server of ours needs.
 */
export class FrameReader {
  readonly #onFrame: (frame: Buffer) => void;
  #raw: Buffer = Buffer.alloc(0);
  #body: Buffer = Buffer.alloc(0);
  #inBody = false;

  constructor(onFrame: (frame: Buffer) => void) {
    this.#onFrame = onFrame;
  }

  /** @throws for an answer that is no stream. */
  read(bytes: Buffer): void {
    this.#raw = this.#raw.length === 0 ? bytes : Buffer.concat([this.#raw, bytes]);
    if (!this.#inBody && !this.#skipHead()) return;
    for (let chunk = this.#chunk(); chunk; chunk = this.#chunk()) {
      this.#body = this.#body.length === 0 ? chunk : Buffer.concat([this.#body, chunk]);
      while (this.#body.length >= 5) {
        const end = 5 + this.#body.readUInt32BE(1);
        if (this.#body.length < end) break;
        this.#onFrame(this.#body.subarray(0, end));
        this.#body = this.#body.subarray(end);
      }
    }
  }

  #skipHead(): boolean {
    const end = this.#raw.indexOf('\r\n\r\n');
    if (end < 0) return false;
    const head = this.#raw.toString('latin1', 0, end);
    if (!head.startsWith('HTTP/1.1 200 ')) throw new Error(`a stream was answered with ${head}`);
    this.#raw = this.#raw.subarray(end + 4);
    this.#inBody = true;
    return true;
  }

  #chunk(): Buffer | undefined {
    const line = this.#raw.indexOf('\r\n');
    if (line < 0) return undefined;
    const from = line + 2;
    const to = from + Number.parseInt(this.#raw.toString('latin1', 0, line), 16);
    if (this.#raw.length < to + 2) return undefined;
    const chunk = this.#raw.subarray(from, to);
    this.#raw = this.#raw.subarray(to + 2);
    return chunk;
  }
}
