import type { Server } from 'node:net';

/** The TCP port that a listening server got. Throws if it does not listen on one. */
export function listeningPort(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The server listens on no TCP port.');
  return address.port;
}
