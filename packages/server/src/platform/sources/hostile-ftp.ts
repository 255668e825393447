import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { listeningPort } from './listening-port.ts';

/** One RETR as the script sees it. */
export interface HostileTransfer {
  readonly name: string;
  readonly content: Buffer;
  /** From REST, else 0. */
  readonly start: number;
  readonly data: Socket;
  /** Says that the transfer is complete. */
  done(): void;
  /** Cuts every connection of this client. */
  hangUp(): void;
}

/** How the server misbehaves. Everything left out is as it should be. */
export interface HostileScript {
  readonly files?: Readonly<Record<string, Buffer>>;
  /** What MLSD sends; `endless` for lines without end. */
  readonly listing?: string | 'endless';
  /** What SIZE claims. */
  readonly size?: (name: string) => string;
  /** What MDTM claims when asked for the nth time, from 1. */
  readonly modified?: (name: string, nth: number) => string;
  readonly transfer?: (transfer: HostileTransfer, nth: number) => void;
  /** Takes over a command, by its verb. */
  readonly replies?: Readonly<Record<string, (control: Socket, argument: string) => void>>;
}

export interface HostileFtp {
  readonly url: string;
  /** Every command that came, in order. */
  readonly commands: string[];
  /** Resolves once a client has sent this command. */
  received(verb: string): Promise<void>;
  /** Resolves when no client is connected any more. */
  deserted(): Promise<void>;
  close(): Promise<void>;
}

/** An FTP server for tests that lies, stalls, cuts and floods as its script says. */
export async function startHostileFtp(script: HostileScript): Promise<HostileFtp> {
  const commands: string[] = [];
  const sockets = new Set<Socket>();
  const listeners = new Set<Server>();
  const changed = new EventTarget();
  const track = (socket: Socket) => {
    sockets.add(socket);
    // The client cuts connections in the middle of things: that is what these tests are about.
    socket.on('error', () => {});
    socket.on('close', () => {
      sockets.delete(socket);
      changed.dispatchEvent(new Event('change'));
    });
  };
  const listen = async (onConnection: (socket: Socket) => void) => {
    const server = createServer((socket) => {
      track(socket);
      onConnection(socket);
    });
    listeners.add(server.listen(0, '127.0.0.1'));
    await once(server, 'listening');
    return listeningPort(server);
  };
  const until = async (isTrue: () => boolean) => {
    while (!isTrue()) await once(changed, 'change');
  };
  const counts = new Map<string, number>();
  const nth = (key: string) => {
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return counts.get(key) ?? 1;
  };

  const port = await listen((control) => {
    let data: Promise<Socket> | undefined;
    let start = 0;
    const reply = (line: string) => control.writable && control.write(`${line}\r\n`);
    const handlers: Record<string, (argument: string) => void | Promise<void>> = {
      USER: () => void reply('331 Password'),
      PASS: () => void reply('230 Welcome'),
      FEAT: () => void reply('211-Features\r\n MLST type*;size*;modify*;\r\n SIZE\r\n MDTM\r\n211 End'),
      REST: (argument) => {
        start = Number(argument);
        reply('350 Restarting');
      },
      SIZE: (name) => void reply(`213 ${script.size?.(name) ?? script.files?.[name]?.length}`),
      MDTM: (name) => void reply(`213 ${script.modified?.(name, nth(`MDTM ${name}`)) ?? '20220101090000'}`),
      EPSV: async () => {
        const { promise, resolve } = Promise.withResolvers<Socket>();
        data = promise;
        reply(`229 Extended passive mode (|||${await listen(resolve)}|)`);
      },
      MLSD: async () => {
        reply('150 Here it comes');
        const socket = await data;
        if (script.listing === 'endless')
          return flood(socket, 'type=file;size=1;modify=20220101090000; a.csv\r\n');
        socket?.end(script.listing ?? '');
        reply('226 Done');
      },
      RETR: async (name) => {
        const content = script.files?.[name];
        if (!content) return void reply('550 No such file');
        reply('150 Here it comes');
        const socket = await data;
        if (!socket) return;
        const transfer: HostileTransfer = {
          name,
          content,
          start,
          data: socket,
          done: () => reply('226 Done'),
          hangUp() {
            control.destroy();
            socket.destroy();
          },
        };
        start = 0;
        if (script.transfer) return script.transfer(transfer, nth(`RETR ${name}`));
        socket.end(content.subarray(transfer.start), transfer.done);
      },
    };
    reply('220 Hello');
    let buffered = '';
    control.setEncoding('utf8').on('data', (text: string) => {
      const lines = (buffered + text).split('\r\n');
      buffered = lines.pop() ?? '';
      for (const line of lines) {
        const [verb = '', ...words] = line.split(' ');
        commands.push(line);
        changed.dispatchEvent(new Event('change'));
        const takeOver = script.replies?.[verb];
        if (takeOver) takeOver(control, words.join(' '));
        else if (handlers[verb]) void handlers[verb](words.join(' '));
        else reply('200 As you like');
      }
    });
  });

  return {
    url: `ftp://reader@127.0.0.1:${port}/`,
    commands,
    received: (verb) => until(() => commands.some((command) => command.split(' ')[0] === verb)),
    deserted: () => until(() => sockets.size === 0),
    async close() {
      for (const socket of sockets) socket.destroy();
      await Promise.all(Array.from(listeners, (server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

/** Sends the same text for as long as the other side takes it. */
export function flood(socket: Socket | undefined, text: string): void {
  const block = text.repeat(Math.ceil(65_536 / text.length));
  const send = () => {
    while (socket?.writable && socket.write(block));
  };
  socket?.on('drain', send);
  send();
}
