// Opens a live stream for each conversation whose id is on a line of standard input, and says how many are open whenever
// that changes. Reads what comes, and ends with its standard input. Arguments: origin of the server, access token.
import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { createInterface } from 'node:readline';

const [, , origin = '', token = ''] = process.argv;
const AT_ONCE = 20;
const agent = new Agent({ maxSockets: Number.POSITIVE_INFINITY });
const headers = {
  'content-type': 'application/connect+json',
  'connect-protocol-version': '1',
  authorization: `Bearer ${token}`,
};
let open = 0;

/** Resolves with the first frame of the stream, which says that it is open. */
async function hold(conversationId: string): Promise<void> {
  const json = Buffer.from(JSON.stringify({ topics: [{ id: 1, conversation: { conversationId } }] }));
  const prefix = Buffer.alloc(5);
  prefix.writeUInt32BE(json.length, 1);
  const call = request(`${origin}/wattlet.v1.LiveService/Watch`, { agent, method: 'POST', headers });
  call.end(Buffer.concat([prefix, json]));
  const [response] = (await once(call, 'response')) as [IncomingMessage];
  const [first] = (await once(response, 'data')) as [Buffer];
  if (!first.includes('"ready"')) throw new Error(`a stream began with ${first}`);
  response.resume();
  process.stdout.write(`${++open}\n`);
}

const opening = new Set<Promise<void>>();
for await (const line of createInterface(process.stdin)) {
  const one = hold(line).finally(() => opening.delete(one));
  opening.add(one);
  if (opening.size >= AT_ONCE) await Promise.race(opening);
}
process.exit();
