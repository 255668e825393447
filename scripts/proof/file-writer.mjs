import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { between } from '../../packages/server/src/meters/simulator/seeded-random.ts';
import { newCustomer } from './customer.mjs';

const LOG = 'the files of a customer';
const TRY_MS = 20_000;

/** A customer who uploads files, below and above the megabyte that the server keeps in memory. */
export async function startFileWriter({ sql, url, history, random }) {
  const client = await newCustomer({ sql, url });
  const session = client.chat.session({ openId: randomUUID() });
  const acknowledged = [];
  const stop = new AbortController();
  const upload = async (n) => {
    const content = fileOf(random, Math.round(n % 4 === 0 ? 1_200_000 : between(1_000, 60_000, random)));
    const hash = hashOf(content);
    const note = history.invoke({ log: LOG, id: hash, value: hash });
    const file = new File([content], `${n}.pdf`, { type: 'application/pdf' });
    try {
      const { attachmentId } = await session.upload(file, { signal: AbortSignal.timeout(TRY_MS) });
      acknowledged.push({ id: hash, attachmentId });
      note.ok();
    } catch {
      // It may be stored or not: nobody was promised anything.
    }
  };
  const writing = (async () => {
    for (let n = 1; !stop.signal.aborted; n++) {
      await upload(n);
      await delay(between(2_000, 4_000, random));
    }
  })();
  writing.catch(() => undefined);
  return {
    client,
    isUp: () => acknowledged.length > 0,
    async finish() {
      stop.abort();
      await writing;
    },
    /** Those that were acknowledged, as they can be read. */
    async stored() {
      const stored = [];
      for (const { id, attachmentId } of acknowledged) {
        const { url: place } = await client.chat.file(attachmentId);
        const answer = await fetch(new URL(place, url));
        if (answer.ok)
          stored.push({ log: LOG, id, value: hashOf(new Uint8Array(await answer.arrayBuffer())) });
      }
      return stored;
    },
    problems: async () => [],
  };
}

function fileOf(random, bytes) {
  const content = new Uint8Array(bytes).map(() => Math.floor(random() * 256));
  content.set(new TextEncoder().encode('%PDF-'));
  return content;
}

const hashOf = (content) => createHash('sha256').update(content).digest('hex');
