import { invalidRequest, tooMany } from '../rpc/errors.ts';

/** Most bytes that uploads under way may have together. */
const BUDGET_BYTES = 100_000_000;
/** Of them those of one sender: whose line is slow keeps the others from nothing. */
const SHARE_BYTES = 30_000_000;

/** Who sends how much. */
export interface FileToReceive {
  readonly sender: string;
  readonly bytes: number;
}

/** Receives files whole, within a bound for all of them together and of each sender: what is not announced is not taken. */
export class FileReceiver {
  #reserved = 0;
  readonly #ofSender = new Map<string, number>();
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
    { sender, bytes }: FileToReceive,
    work: (content: Buffer) => Promise<T>,
  ): Promise<T> {
    const own = this.#ofSender.get(sender) ?? 0;
    if (this.#reserved + bytes > this.#budgetBytes || own + bytes > SHARE_BYTES) {
      const message = 'too many files are uploaded at the moment; try again in 5 s';
      throw tooMany({ reason: 'TOO_MANY_UPLOADS', message, retryAfterMs: 5_000 });
    }
    this.#reserve(sender, bytes);
    try {
      return await work(await readExactly(body, bytes));
    } finally {
      this.#reserve(sender, -bytes);
    }
  }

  #reserve(sender: string, bytes: number): void {
    this.#reserved += bytes;
    const own = (this.#ofSender.get(sender) ?? 0) + bytes;
    if (own > 0) this.#ofSender.set(sender, own);
    else this.#ofSender.delete(sender);
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
