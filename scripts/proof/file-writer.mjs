import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { between } from '../../packages/server/src/meters/simulator/seeded-random.ts';
import { newCustomer } from './customer.mjs';

const LOG = 'the files of a customer';
const TRY_MS = 20_000;

/** A customer who sends files, below and above the megabyte that the server keeps in memory. */
export async function startFileWriter({ sql, url, history, random }) {
  const client = await newCustomer({ sql, url });
  const session = client.chat.session({ openId: randomUUID() });
  const acknowledged = [];
  const stop = new AbortController();
  const upload = async (n) => {
    const content = fileOf(random, Math.round(n % 4 === 0 ? 1_200_000 : between(1_000, 60_000, random)));
    const id = `${n}.pdf`;
    const note = history.invoke({ log: LOG, id, value: hashOf(content) });
    const file = new File([content], id, { type: 'application/pdf' });
    try {
      const { attachmentId } = await session.upload(file, { signal: AbortSignal.timeout(TRY_MS) });
      acknowledged.push({ id, attachmentId });
      note.ok();
      // Of those that no message carries, only some are kept.
      session.send({ text: '', attachmentIds: [attachmentId] });
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
  const rows = () => sql`
    select attachment_id, file_name from chat_attachment
    where conversation_id = ${session.conversationId} and blob_hash is not null`;
  return {
    client,
    isUp: () => acknowledged.length > 0,
    async finish() {
      stop.abort();
      await writing;
    },
    stored: async () =>
      storedFiles(await rows(), async (attachmentId) => {
        const { url: place } = await client.chat.file(attachmentId);
        return fetch(new URL(place, url));
      }),
    /** A file that is there under another id than was told cannot be sent. */
    async problems() {
      const ids = new Map((await rows()).map(({ attachment_id: id, file_name: name }) => [id, name]));
      return acknowledged
        .filter(({ id, attachmentId }) => ids.get(attachmentId) !== id)
        .map(({ id, attachmentId }) => `${id} was acknowledged as ${attachmentId}, which it is not`);
    },
  };
}

/**
 * Every file that is stored, acknowledged or not, as it can be read: one that cannot be is what nobody wrote.
 *
 * @param {readonly { attachment_id: string, file_name: string }[]} rows
 * @param {(attachmentId: string) => Promise<Response>} read
 * @returns {Promise<import('./check-writes.mjs').Stored[]>}
 */
export async function storedFiles(rows, read) {
  const stored = [];
  for (const { attachment_id: attachmentId, file_name: id } of rows) {
    const value = await read(attachmentId).then(
      async (answer) => (answer.ok ? hashOf(new Uint8Array(await answer.arrayBuffer())) : `${answer.status}`),
      (error) => `${error}`,
    );
    stored.push({ log: LOG, id, value });
  }
  return stored;
}

function fileOf(random, bytes) {
  const content = new Uint8Array(bytes).map(() => Math.floor(random() * 256));
  content.set(new TextEncoder().encode('%PDF-'));
  return content;
}

const hashOf = (content) => createHash('sha256').update(content).digest('hex');
