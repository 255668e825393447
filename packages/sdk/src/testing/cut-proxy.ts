import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** A TCP proxy in front of a server that cuts connections where a test says. */
export class CutProxy {
  readonly #server;
  readonly #sockets = new Set<Socket>();
  #bytesUntilCut = Number.POSITIVE_INFINITY;

  /** @param port of the server, on 127.0.0.1 */
  constructor(port: number) {
    this.#server = createServer((client) => {
      const upstream = connect(port, '127.0.0.1');
      for (const [socket, other] of [
        [client, upstream],
        [upstream, client],
      ] as const) {
        this.#sockets.add(socket);
        // A cut is the point of this proxy; that the other side notices needs no report.
        socket.on('error', () => socket.destroy());
        socket.on('close', () => {
          this.#sockets.delete(socket);
          other.destroy();
        });
      }
      client.pipe(upstream);
      upstream.on('data', (chunk: Uint8Array) => this.#forward(client, chunk));
    });
  }

  async listen(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }

  /** Lets this many more bytes pass from the server to its clients, then cuts every connection once. */
  cutAfter(bytes: number): void {
    if (bytes === 0) this.#cut();
    else this.#bytesUntilCut = bytes;
  }

  async close(): Promise<void> {
    this.#cut();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #forward(client: Socket, chunk: Uint8Array): void {
    if (chunk.length < this.#bytesUntilCut) {
      this.#bytesUntilCut -= chunk.length;
      client.write(chunk);
      return;
    }
    // Ends in order, so that the bytes before the cut do arrive.
    client.end(chunk.subarray(0, this.#bytesUntilCut), () => this.#cut());
  }

  #cut(): void {
    this.#bytesUntilCut = Number.POSITIVE_INFINITY;
    for (const socket of this.#sockets) socket.destroy();
  }
}
