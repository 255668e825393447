import { invalidRequest, tooMany } from '../rpc/errors.ts';

/** Most bytes that uploads under way may have together. */
const BUDGET_BYTES = 100_000_000;

/** Receives files whole, within a bound for all of them together: what is not announced is not taken. */
export class FileReceiver {
  #reserved = 0;
  readonly #budgetBytes: number;

  constructor(budgetBytes = BUDGET_BYTES) {
    this.#budgetBytes = budgetBytes;
  }

  /** Bytes that are set aside for uploads under way. */
  get reserved(): number {
    return this.#reserved;
  }

  /**
   * Runs work with the content of a body of exactly so many bytes.
   *
   * @throws `invalid_argument` as soon as there is more, or at the end if there is less; `resource_exhausted` while too much
   *   is under way; whatever the body fails with.
   */
  async receive<T>(
    body: AsyncIterable<Uint8Array>,
    bytes: number,
    work: (content: Buffer) => Promise<T>,
  ): Promise<T> {
    if (this.#reserved + bytes > this.#budgetBytes) {
      const message = 'too many files are uploaded at the moment; try again in 5 s';
      throw tooMany({ reason: 'TOO_MANY_UPLOADS', message, retryAfterMs: 5_000 });
    }
    this.#reserved += bytes;
    try {
      return await work(await readExactly(body, bytes));
    } finally {
      this.#reserved -= bytes;
    }
  }
}

async function readExactly(body: AsyncIterable<Uint8Array>, bytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let received = 0;
  for await (const part of body) {
    received += part.length;
    if (received > bytes) throw wrongSize(`has more than the ${bytes} bytes that were announced`);
    parts.push(part);
  }
  if (received < bytes) throw wrongSize(`ends after ${received} of ${bytes} bytes`);
  return Buffer.concat(parts, received);
}

function wrongSize(description: string) {
  return invalidRequest([{ field: 'body', reason: 'WRONG_SIZE', description }]);
}
