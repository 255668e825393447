import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from './free-port.ts';

/** For tests: a way to a server that can fail. */
export interface TcpProxy extends AsyncDisposable {
  /** The server's URL by this way. */
  readonly url: string;
  /** Cuts every connection, and refuses new ones until it is healed. */
  refuse(): Promise<void>;
  /** Keeps connections, also new ones, and passes nothing on until it is healed. */
  stall(): void;
  /** Keeps the connections that are there and passes nothing of them on until it is healed; new ones pass. */
  lose(): void;
  /** Passes everything on so much later, both ways, until it is healed. */
  delay(ms: number): void;
  /** Passes on what clients say, and loses what the server answers, until it is healed: that cuts the connections. */
  mute(): void;
  /** Works again, on the same port; stalled connections go on where they were. */
  heal(): Promise<void>;
}

/** For tests: listens on a free port of 127.0.0.1 and passes everything on to the server of the URL. */
export async function startTcpProxy(target: string): Promise<TcpProxy> {
  const upstream = new URL(target);
  const sockets = new Set<Socket>();
  let stalled = false;
  let muted = false;
  let delayMs = 0;
  const join = (socket: Socket, other: Socket, pass: (part: Buffer) => void): void => {
    sockets.add(socket);
    socket.on('data', (part: Buffer) => {
      if (delayMs === 0) pass(part);
      else setTimeout(pass, delayMs, part);
    });
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
      join(client, server, (part) => server.write(part));
      join(server, client, (part) => muted || client.write(part));
    });
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  };
  const port = await freePort();
  let server: Server | undefined = await listen(port);
  const url = new URL(upstream);
  url.host = `127.0.0.1:${port}`;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  const refuse = async (): Promise<void> => {
    const closed = server && once(server, 'close');
    server?.close();
    server = undefined;
    cut();
    await closed;
  };
  return {
    url: url.href,
    refuse,
    stall() {
      stalled = true;
      for (const socket of sockets) socket.pause();
    },
    lose() {
      for (const socket of sockets) socket.pause();
    },
    delay(ms) {
      delayMs = ms;
    },
    mute() {
      muted = true;
    },
    async heal() {
      // Parts that are still on their way must not be overtaken by those that are not delayed.
      if (muted || delayMs > 0) cut();
      muted = false;
      delayMs = 0;
      stalled = false;
      server ??= await listen(port);
      for (const socket of sockets) socket.resume();
    },
    [Symbol.asyncDispose]: refuse,
  };
}
