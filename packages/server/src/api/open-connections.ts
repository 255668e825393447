import type { Server, Socket } from 'node:net';
import { addressBlock } from '../accounts/address-block.ts';

export interface OpenConnectionsOptions {
  /** Most connections of one address (of IPv6, of one network) at once; 0 sets no limit. */
  readonly perAddress: number;
  /** Addresses that speak for many: proxies, and this machine. */
  readonly isExempt: (address: string) => boolean;
}

/** The connections of a server: no address has too many, and those that do not end by themselves can be cut. */
export class OpenConnections {
  readonly #options: OpenConnectionsOptions;
  readonly #sockets = new Set<Socket>();
  readonly #byAddress = new Map<string, number>();

  constructor(options: OpenConnectionsOptions) {
    this.#options = options;
  }

  /** How many are open. */
  get size(): number {
    return this.#sockets.size;
  }

  /** Takes part in every connection of the server, before anything is read of it. */
  follow(server: Pick<Server, 'on'>): void {
    server.on('connection', (socket: Socket) => this.#add(socket));
  }

  /** Cuts what is open. */
  destroyAll(): void {
    for (const socket of this.#sockets) socket.destroy();
  }

  #add(socket: Socket): void {
    const address = socket.remoteAddress;
    // It is gone already.
    if (address === undefined) return void socket.destroy();
    const block = addressBlock(address);
    const { perAddress, isExempt } = this.#options;
    const open = this.#byAddress.get(block) ?? 0;
    if (perAddress > 0 && open >= perAddress && !isExempt(address)) return void socket.destroy();
    this.#sockets.add(socket);
    this.#byAddress.set(block, open + 1);
    socket.once('close', () => {
      this.#sockets.delete(socket);
      const left = (this.#byAddress.get(block) ?? 1) - 1;
      if (left === 0) this.#byAddress.delete(block);
      else this.#byAddress.set(block, left);
    });
  }
}
