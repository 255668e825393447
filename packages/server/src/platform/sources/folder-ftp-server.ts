import type { Stats } from 'node:fs';
import type { Server, Socket } from 'node:net';
import type { Readable } from 'node:stream';
import { FileSystem, FtpSrv } from 'ftp-srv';
import { listeningPort } from './listening-port.ts';

/** An FTP server over a folder. */
export interface FolderFtpServerOptions {
  readonly folder: string;
  readonly user: string;
  readonly password: string;
  /** Port on 127.0.0.1; any free one by default. */
  readonly port?: number;
  /** Offers TLS by AUTH TLS, or speaks nothing else if `implicit`. */
  readonly tls?: { readonly key: Buffer; readonly cert: Buffer; readonly implicit?: boolean };
  /** Hears every command as it came, `PASS` without its argument. */
  readonly onCommand?: (command: string) => void;
  /** Stands between a file and the one who downloads it. */
  readonly through?: (content: Readable) => Readable;
}

export interface FolderFtpServer {
  /** Address of the folder with the user, without the password. */
  readonly url: string;
  /** Cuts all connections. Resolves when the port is free. */
  close(): Promise<void>;
}

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGQUIT'] as const;
const WRITING_COMMANDS = ['STOR', 'STOU', 'APPE', 'DELE', 'RNFR', 'RNTO', 'MKD', 'RMD', 'SITE'];

/** ftp-srv does not declare its own listener. */
class DeclaredFtpSrv extends FtpSrv {
  declare readonly server: Server;
}

/**
 * Serves a folder read-only on the loopback interface. For the demo and for tests only: ftp-srv
 * is not a server to put on a network.
 */
export async function startFolderFtpServer(options: FolderFtpServerOptions): Promise<FolderFtpServer> {
  const {
    folder,
    user,
    password,
    port = 0,
    tls,
    onCommand = () => {},
    through = (content) => content,
  } = options;
  const scheme = tls?.implicit ? 'ftps' : 'ftp';
  const server = withoutSignalHandlers(
    () =>
      new DeclaredFtpSrv({
        url: `${scheme}://127.0.0.1:${port}`,
        // Passive port 0 lets the system choose; ftp-srv would count up from 1024.
        pasv_url: '127.0.0.1',
        pasv_min: 0,
        pasv_max: 0,
        blacklist: WRITING_COMMANDS,
        tls: tls ? { key: tls.key, cert: tls.cert } : false,
        log: commandLog(onCommand),
      }),
  );
  server.on('login', ({ connection, username, password: given }, resolve, reject) => {
    if (username !== user || given !== password) return reject(new Error('Wrong user or password'));
    resolve({ fs: new ServedFolder(connection, folder, through) });
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await server.listen();
  const urlScheme = tls ? (tls.implicit ? 'ftps-implicit' : 'ftps') : 'ftp';
  return {
    url: `${urlScheme}://${encodeURIComponent(user)}@127.0.0.1:${listeningPort(server.server)}/`,
    async close() {
      for (const socket of sockets) socket.destroy();
      await server.close();
    },
  };
}

class ServedFolder extends FileSystem {
  readonly #through: (content: Readable) => Readable;

  constructor(
    connection: ConstructorParameters<typeof FileSystem>[0],
    root: string,
    through: (content: Readable) => Readable,
  ) {
    super(connection, { root, cwd: '/' });
    this.#through = through;
  }

  override async get(fileName: string): Promise<object> {
    const found: Stats = await super.get(fileName);
    // ftp-srv takes a SIZE of 0 for none and answers with words.
    return found.size === 0 ? Object.assign(found, { size: '0' }) : found;
  }

  override async read(fileName: string, range?: { start?: number }): Promise<object> {
    const opened: { stream: Readable; clientPath: string } = await super.read(fileName, range);
    return { ...opened, stream: this.#through(opened.stream) };
  }
}

/** ftp-srv ends the whole process on these signals; who uses it decides that itself. */
function withoutSignalHandlers<T>(create: () => T): T {
  const before = SIGNALS.map((signal) => process.listeners(signal));
  const created = create();
  SIGNALS.forEach((signal, index) => {
    for (const listener of process.listeners(signal)) {
      if (!before[index]?.includes(listener)) process.off(signal, listener);
    }
  });
  return created;
}

/** A logger that is silent but for the commands, which ftp-srv only tells to its logger. */
function commandLog(onCommand: (command: string) => void): object {
  const silent = () => {};
  const log = {
    child: () => log,
    trace(fields: { command?: { directive: string; arg: string | null } }) {
      const { directive, arg } = fields.command ?? {};
      if (directive) onCommand(arg && directive !== 'PASS' ? `${directive} ${arg}` : directive);
    },
    debug: silent,
    info: silent,
    warn: silent,
    error: silent,
  };
  return log;
}
