/** A JWT of somebody that lives for an hour. */
export function tokenOf(sub: string): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = btoa(JSON.stringify({ sub, iat: now, exp: now + 3600 })).replace(/=+$/, '');
  return `e30.${claims}.c2ln`;
}

/** One field of a message as protobuf writes it: text, or a message as the bytes of its own fields. */
export function wireField(number: number, value: string | readonly number[]): number[] {
  const bytes = typeof value === 'string' ? [...new TextEncoder().encode(value)] : value;
  const tag = number * 8 + 2;
  return [...(tag < 128 ? [tag] : [(tag % 128) + 128, Math.floor(tag / 128)]), bytes.length, ...bytes];
}

/** What a {@link TokenServer} answers to somebody: the bytes of a message. */
export type TokenAnswer = (who: string) => readonly number[] | Promise<readonly number[]>;

/** Takes the place of the network, and knows who calls by their tokens. Whoever has none is refused. */
export class TokenServer {
  /** Who has made which calls. */
  readonly calls: string[] = [];
  /** Whose live streams are open. */
  readonly streams: string[] = [];
  readonly #answers: Readonly<Record<string, TokenAnswer>>;
  readonly #fetch = window.fetch;

  /** @param answers by the name of the method; any other is answered with an empty message */
  constructor(answers: Readonly<Record<string, TokenAnswer>>) {
    this.#answers = answers;
    window.fetch = (address, options) => this.#call(String(address), options);
  }

  close(): void {
    window.fetch = this.#fetch;
  }

  async #call(address: string, { headers, signal }: RequestInit = {}): Promise<Response> {
    const [, claims] = new Headers(headers).get('authorization')?.split('.') ?? [];
    const who: string = claims ? JSON.parse(atob(claims)).sub : 'nobody';
    const method = new URL(address).pathname.split('/').at(-1) ?? '';
    this.calls.push(`${who}: ${method}`);
    if (!claims) return Response.json({ code: 'unauthenticated', message: 'scripted' }, { status: 401 });
    if (method === 'Watch') return this.#open(who, signal);
    const answer = await this.#answers[method]?.(who);
    return new Response(Uint8Array.from(answer ?? []), { headers: { 'content-type': 'application/proto' } });
  }

  #open(who: string, signal: AbortSignal | null | undefined): Response {
    this.streams.push(who);
    const body = new ReadableStream({
      start: (out) =>
        signal?.addEventListener('abort', () => {
          this.streams.splice(this.streams.indexOf(who), 1);
          out.error(signal.reason);
        }),
    });
    return new Response(body, { headers: { 'content-type': 'application/connect+proto' } });
  }
}
