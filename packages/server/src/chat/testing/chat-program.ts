// A program for the tests: serves chats of a database over HTTP. Opens everything, says `loaded`, and listens when it is
// told to by a line on standard input; then it says its port. Ends with its standard input.
import { once } from 'node:events';
import { writeSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createContextValues } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { openPlatform } from '../../accounts/open-platform.ts';
import { masterSecret } from '../../embedding/master-secret.ts';
import { ChatService } from '../../gen/wattlet/v1/chat_pb.js';
import { LiveService } from '../../gen/wattlet/v1/live_pb.js';
import { liveService } from '../../live/live-service.ts';
import { liveSocketKey, liveSocketOf } from '../../live/live-socket.ts';
import { StreamHub } from '../../live/stream-hub.ts';
import { DirectoryBlobs } from '../../platform/blobs/directory-blobs.ts';
import { listeningPort } from '../../platform/sources/listening-port.ts';
import { silentLog } from '../../platform/testing/silent-log.ts';
import { chatService } from '../chat-service.ts';
import { openChat } from '../open-chat.ts';
import { believePersonHeader } from './person-header.ts';

const [, , url = '', home = '', liveMs = '{}'] = process.argv;
const say = (line: string): void => void writeSync(1, `${line}\n`);
const orders = createInterface(process.stdin)[Symbol.asyncIterator]();

const { database, bus } = openPlatform({ url, log: silentLog });
const chat = openChat({
  database,
  blobs: await DirectoryBlobs.open(join(home, 'objects')),
  secret: masterSecret('a secret that is long enough for tests'),
  log: silentLog,
  now: () => new Date(),
  rates: { customer: 1_000_000, agent: 1_000_000 },
});
const hub = (stream: 'load' | 'generation' | 'flows') => new StreamHub({ stream, sql: database.sql, bus });
const hubs = { load: hub('load'), generation: hub('generation'), flows: hub('flows') };
// Loads in half the time that the whole server needs, which is what a test of many starts spends most on.
const handler = connectNodeAdapter({
  routes(router) {
    router.service(ChatService, chatService(chat.parts));
    router.service(LiveService, liveService({ hubs, feeds: chat.live, ...JSON.parse(liveMs) }));
  },
  interceptors: [believePersonHeader],
  contextValues: (request) => createContextValues().set(liveSocketKey, liveSocketOf(request)),
  // How many topics are watched.
  fallback: (_request, response) => void response.end(String(chat.live.watcherCount)),
});
const server = createServer(handler);
// A second way in, whose kernel buffers are small: a client that does not read is felt soon.
const local = createServer(handler);
// A client on a loaded machine that pauses longer than Node keeps a connection would write to one that is closed.
server.keepAliveTimeout = 120_000;
say('loaded');

await orders.next();
const live = chat.live.run(new AbortController().signal, () => undefined);
live.catch((error: unknown) => process.stderr.write(`the live side failed: ${String(error)}\n`));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
if (liveMs !== '{}') await once(local.listen(join(home, 'http')), 'listening');
say(String(listeningPort(server)));
await orders.next();
process.exit();
