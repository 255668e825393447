import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from '../../packages/sdk/src/index.ts';
import { createAccessToken } from '../../packages/server/src/accounts/access-tokens.ts';
import { ensurePerson } from '../../packages/server/src/accounts/ensure-person.ts';
import { PLATFORM_SITE_ID } from '../../packages/server/src/accounts/platform-site.ts';
import { eventually } from '../../packages/server/src/platform/testing/eventually.ts';

const LIMIT_MS = 180_000;
const RANGE = { from: Date.parse('2022-01-01T00:00:00Z'), to: Date.parse('2022-02-01T00:00:00Z') };

/**
 * Customers who write, one message after the other, and pages that watch the load of a country. What was acknowledged and
 * what was seen is kept.
 */
export async function startPeople({ node, url, writers, watchers, random }) {
  const { sql } = node.platform.database;
  const all = {
    writers: await Promise.all(Array.from({ length: writers }, () => startWriter({ sql, url, random }))),
    watchers: Array.from({ length: watchers }, () => startWatcher(url)),
  };
  return {
    isUp: () =>
      all.writers.every(({ acknowledged }) => acknowledged.length > 0) &&
      all.watchers.every(({ events }) => events.length > 0),
    async finish() {
      await Promise.all(all.writers.map((writer) => writer.finish()));
    },
    /** What is not as it was promised. */
    async problems() {
      const problems = [];
      const rows = await sql`select text, count(*)::int as times from chat_message group by text`;
      const stored = new Map(rows.map(({ text, times }) => [text, times]));
      for (const text of all.writers.flatMap(({ acknowledged }) => acknowledged))
        if (!stored.has(text)) problems.push(`the message ${text} was acknowledged and is not stored`);
      for (const [text, times] of stored)
        if (times > 1) problems.push(`the message ${text} is stored ${times} times`);
      for (const [index, writer] of all.writers.entries()) {
        const shown = writer.shown();
        const own = [...stored.keys()].filter((text) => text.startsWith(writer.id));
        if (shown.length !== own.length)
          problems.push(`writer ${index} sees ${shown.length} of ${own.length} messages`);
      }
      for (const [index, watcher] of all.watchers.entries()) {
        await eventually(() => watcher.equalsFresh(), LIMIT_MS).catch(() =>
          problems.push(`what watcher ${index} was told is not what is read afresh`),
        );
        watcher.client.close();
      }
      for (const { client } of all.writers) client.close();
      return problems;
    },
    summary: () =>
      `${all.writers.reduce((sum, { acknowledged }) => sum + acknowledged.length, 0)} messages acknowledged, ` +
      `${all.watchers.reduce((sum, { events }) => sum + events.length, 0)} events seen, ` +
      `${all.watchers.reduce((sum, { events }) => sum + events.filter((type) => type === 'reset').length, 0)} of them resets`,
  };
}

async function startWriter({ sql, url, random }) {
  const id = randomUUID();
  const email = `${id}@people.example`;
  await ensurePerson(sql, { email, displayName: 'A writer', role: 'customer', password: randomUUID() });
  const [{ account_id: accountId }] = await sql`
    select account_id from account where site_id = ${PLATFORM_SITE_ID} and email = ${email}`;
  const { token } = await sql.begin((tx) =>
    createAccessToken(
      tx,
      { siteId: PLATFORM_SITE_ID, accountId },
      { name: 'proof', scopes: ['chat'], days: 1, now: new Date() },
    ),
  );
  const client = createClient({ baseUrl: url, getToken: () => token });
  const session = client.chat.session({ openId: randomUUID() });
  const acknowledged = [];
  const stop = new AbortController();
  const isShown = (text) => session.state.messages.some((message) => message.text === text);
  const writing = (async () => {
    for (let n = 1; !stop.signal.aborted; n++) {
      const text = `${id} ${n}`;
      session.send({ text });
      await eventually(() => isShown(text) || undefined, LIMIT_MS);
      acknowledged.push(text);
      await delay(1_000 + random() * 2_000);
    }
  })();
  // Whoever waits for its end hears why it failed.
  writing.catch(() => undefined);
  return {
    id,
    client,
    acknowledged,
    shown: () => session.state.messages.filter(({ text }) => text.startsWith(id)),
    async finish() {
      stop.abort();
      await writing;
    },
  };
}

function startWatcher(url) {
  const client = createClient({ baseUrl: url });
  const question = { stream: 'load', area: 'GR', ...RANGE };
  const events = [];
  let last = [];
  void (async () => {
    while (true) {
      try {
        for await (const { type, series } of client.series.watch(question)) {
          events.push(type);
          last = series;
        }
        return;
      } catch (error) {
        if (error.code === 'canceled') return;
        await delay(500);
      }
    }
  })();
  return {
    client,
    events,
    async equalsFresh() {
      const { series } = await client.series.get(question);
      return contentOf(series) === contentOf(last) || undefined;
    },
  };
}

const contentOf = (all) =>
  JSON.stringify(
    all.map(({ key, segments }) => [key.area.eic, segments]),
    (_, value) => (ArrayBuffer.isView(value) ? [...value] : value),
  );
