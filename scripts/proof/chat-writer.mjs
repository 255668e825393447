import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { between } from '../../packages/server/src/meters/simulator/seeded-random.ts';
import { eventually } from '../../packages/server/src/platform/testing/eventually.ts';
import { newCustomer } from './customer.mjs';

const LIMIT_MS = 180_000;

/** A customer who writes one message after the other, sometimes two at once. A message that is shown is acknowledged. */
export async function startChatWriter({ sql, url, history, random }) {
  const client = await newCustomer({ sql, url });
  const session = client.chat.session({ openId: randomUUID() });
  const log = `chat ${randomUUID()}`;
  const stop = new AbortController();
  const problems = [];
  let count = 0;
  const write = async () => {
    const id = `message ${++count}`;
    const text = `${log}: ${id}`;
    const note = history.invoke({ log, id, value: text });
    const clientId = session.send({ text });
    const ended = () => endOf(session.state, clientId, text);
    const end = await eventually(ended, LIMIT_MS).catch(() => stuck(session.state, clientId));
    if (end === 'ok') return note.ok();
    problems.push(`${id} of ${log} was not sent by its client: ${end}`);
  };
  const writing = (async () => {
    while (!stop.signal.aborted) {
      await Promise.all(Array.from({ length: random() < 0.3 ? 2 : 1 }, write));
      await delay(between(2_500, 5_000, random));
    }
  })();
  // Whoever waits for its end hears why it failed.
  writing.catch(() => undefined);
  const rows = async () =>
    (await sql`select change, text from chat_message where starts_with(text, ${log}) order by change`).map(
      ({ change, text }) => ({ position: Number(change), text }),
    );
  return {
    client,
    isUp: () => count > 1,
    async finish() {
      stop.abort();
      await writing;
    },
    stored: async () =>
      (await rows()).map(({ position, text }) => ({ log, id: text.split(': ')[1], value: text, position })),
    async problems() {
      const shows = async () => {
        const shown = session.state.messages.map(({ text }) => text).filter((text) => text.startsWith(log));
        return shown.join('\n') === (await rows()).map(({ text }) => text).join('\n') || undefined;
      };
      await eventually(shows, LIMIT_MS).catch(() => problems.push(`who writes ${log} sees something else`));
      return problems;
    },
  };
}

/** What came of a message: `ok`, why it is given up, or undefined while it is under way. */
function endOf({ messages, outgoing }, clientId, text) {
  const waiting = outgoing.find((message) => message.clientId === clientId);
  if (waiting?.state === 'failed') return waiting.error?.code ?? 'no reason';
  return messages.some((message) => message.text === text) ? 'ok' : undefined;
}

/** What a message waits for that does not come to an end. */
function stuck({ status, outgoing }, clientId) {
  const waiting = outgoing.find((message) => message.clientId === clientId);
  if (waiting === undefined) return `it is acknowledged, and not shown; the conversation is ${status}`;
  return `it is ${waiting.state}: ${waiting.error?.code} ${waiting.error?.message}`;
}
