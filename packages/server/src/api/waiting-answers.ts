import type { FastifyReply, FastifyRequest } from 'fastify';
import { addressBlock } from '../accounts/address-block.ts';
import { type LiveSocket, liveSocketOf } from '../live/live-socket.ts';
import type { Log } from '../platform/log.ts';

/** Most bytes of answers that wait for their readers on a node: some hundred of the longest charts that anybody draws. */
export const MAX_WAITING_BYTES = 256 * 1024 * 1024;

/** How often it is looked, in milliseconds: a node makes some ten megabytes of answers meanwhile. */
const LOOK_MS = 250;

export interface WaitingAnswersOptions {
  readonly maxBytes: number;
  readonly log: Log;
}

interface Answer {
  readonly raw: FastifyReply['raw'];
  readonly carrier: LiveSocket;
  readonly block: string;
}

interface Holder {
  bytes: number;
  readonly answers: { readonly answer: Answer; readonly bytes: number }[];
}

/**
 * Keeps within bounds what waits for readers who are slow, or read nothing: an answer that is not streamed lies in memory as a
 * whole until its last byte is taken. Nobody is refused for it: where too much waits, the largest answer of the address that
 * holds most is cut, until it fits.
 */
export class WaitingAnswers {
  readonly #options: WaitingAnswersOptions;
  readonly #open = new Set<Answer>();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: WaitingAnswersOptions) {
    this.#options = options;
  }

  /** A hook for `onRequest`. */
  readonly follow = async (
    { raw, ip }: Pick<FastifyRequest, 'raw' | 'ip'>,
    reply: Pick<FastifyReply, 'raw'>,
  ): Promise<void> => {
    const answer = { raw: reply.raw, carrier: liveSocketOf(raw), block: addressBlock(ip) };
    this.#open.add(answer);
    reply.raw.once('close', () => this.#open.delete(answer));
    this.#timer ??= setInterval(() => this.#look(), LOOK_MS).unref();
  };

  #look(): void {
    let total = 0;
    const holders = new Map<string, Holder>();
    for (const answer of this.#open) {
      // One that waited behind another on its connection is not told that this has ended.
      if (answer.carrier.destroyed) this.#open.delete(answer);
      const bytes = waitingBytes(answer);
      if (bytes === 0) continue;
      total += bytes;
      const holder = holders.get(answer.block) ?? { bytes: 0, answers: [] };
      holders.set(answer.block, holder);
      holder.bytes += bytes;
      holder.answers.push({ answer, bytes });
    }
    if (total > this.#options.maxBytes) this.#cut([...holders.values()], total);
    if (this.#open.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #cut(holders: readonly Holder[], waiting: number): void {
    const { maxBytes, log } = this.#options;
    let total = waiting;
    let cut = 0;
    for (const { answers } of holders) answers.sort((a, b) => a.bytes - b.bytes);
    while (total > maxBytes) {
      const most = holders.reduce((a, b) => (b.bytes > a.bytes ? b : a));
      const largest = most.answers.pop();
      if (!largest) break;
      largest.answer.carrier.destroy();
      this.#open.delete(largest.answer);
      most.bytes -= largest.bytes;
      total -= largest.bytes;
      cut++;
    }
    log.warn({ waiting, cut }, 'answers that nobody takes are cut: too many bytes waited');
  }
}

/** What of an answer was not taken yet. Over HTTP/1.1 it may still wait for the one before on its connection. */
function waitingBytes({ raw, carrier }: Answer): number {
  if (carrier.destroyed) return 0;
  return 'session' in carrier ? carrier.writableLength : raw.writableLength;
}
