import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** For tests: a way to a server that can be cut. */
export interface CuttableProxy extends AsyncDisposable {
  /** The server's URL by this way. */
  readonly url: string;
  /** Cuts every connection, and each new one, until it is mended. */
  cut(): void;
  mend(): void;
}

/** Listens on a port of its own and passes everything on to the server of the URL. */
export async function cuttableProxy(target: string): Promise<CuttableProxy> {
  const url = new URL(target);
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((client) => {
    if (isCut) return void client.destroy();
    const upstream = connect(Number(url.port || 5432), url.hostname);
    for (const [socket, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.pipe(other);
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  const own = new URL(target);
  own.hostname = '127.0.0.1';
  own.port = String(address.port);
  const destroyAll = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    url: own.href,
    cut() {
      isCut = true;
      destroyAll();
    },
    mend() {
      isCut = false;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      destroyAll();
      await once(server, 'close');
    },
  };
}
