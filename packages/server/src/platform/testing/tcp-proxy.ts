import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { listeningPort } from '../sources/listening-port.ts';

/** For tests: a way to a server that can fail. */
export interface TcpProxy extends AsyncDisposable {
  /** The server's URL by this way. */
  readonly url: string;
  /** Cuts every connection, and refuses new ones until it is healed. */
  refuse(): Promise<void>;
  /** Keeps connections, also new ones, and passes nothing on until it is healed. */
  stall(): void;
  /** Works again, on the same port; stalled connections go on where they were. */
  heal(): Promise<void>;
}

/** For tests: listens on a free port of 127.0.0.1 and passes everything on to the server of the URL. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const upstream = new URL(target);
  const sockets = new Set<Socket>();
  let stalled = false;
  const join = (socket: Socket, other: Socket): void => {
    sockets.add(socket);
    socket.on('data', (part) => other.write(part));
    socket.on('error', () => other.destroy());
    socket.on('close', () => {
      sockets.delete(socket);
      other.destroy();
    });
    if (stalled) socket.pause();
  };
  const listen = async (port: number): Promise<Server> => {
    const server = createServer((client) => {
      const server = connect(Number(upstream.port), upstream.hostname);
      join(client, server);
      join(server, client);
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  let server: Server | undefined = await listen(0);
  const port = listeningPort(server);
  const url = new URL(upstream);
  url.host = `127.0.0.1:${port}`;
  const refuse = async (): Promise<void> => {
    const closed = server && once(server, 'close');
    server?.close();
    server = undefined;
    for (const socket of sockets) socket.destroy();
    await closed;
  };
  return {
    url: url.href,
    refuse,
    stall() {
      stalled = true;
      for (const socket of sockets) socket.pause();
    },
    async heal() {
      stalled = false;
      server ??= await listen(port);
      for (const socket of sockets) socket.resume();
    },
    [Symbol.asyncDispose]: refuse,
  };
}
