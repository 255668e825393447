import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import type { DescService } from '@bufbuild/protobuf';
import { type Client, Code, ConnectError, createClient as createRpcClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { type ChatSession, type ChatState, createClient, type WatchEvent } from '@wattlet/sdk';
import { makeFiringAlert } from '../alerts/testing/make-firing-alert.ts';
import { AccountService } from '../gen/wattlet/v1/account_pb.js';
import { AlertService } from '../gen/wattlet/v1/alert_service_pb.js';
import { LiveService, type WatchResponse } from '../gen/wattlet/v1/live_pb.js';
import { OperationsService } from '../gen/wattlet/v1/operations_pb.js';
import { eventually } from '../platform/testing/eventually.ts';
import { sample } from '../streams/testing/samples.ts';
import type { Headers, TestPerson } from '../testing/access-server.ts';
import { type ApiNodes, startApiNodes } from '../testing/api-nodes.ts';

const RANGE = { from: Date.parse('2022-01-01T00:00:00Z'), to: Date.parse('2022-01-11T00:00:00Z') };
const HOURS = [
  'load/2022_01_01_21_ActualTotalLoad6.1.A.csv',
  'load/2022_01_02_00_ActualTotalLoad6.1.A.csv',
  'load/2022_01_02_01_ActualTotalLoad6.1.A.csv',
];

/** Resolves as soon as a session is as the test wants it. */
function shown(session: ChatSession, look: (state: ChatState) => boolean): Promise<ChatState> {
  return new Promise((resolve) => {
    const check = () => {
      if (!look(session.state)) return;
      stop();
      resolve(session.state);
    };
    const stop = session.subscribe(check);
    check();
  });
}

function rpcClient<Service extends DescService>(
  service: Service,
  { url, headers = {} }: { readonly url: string; readonly headers?: Headers },
): Client<Service> {
  const transport = createConnectTransport({
    baseUrl: url,
    httpVersion: '1.1',
    interceptors: [
      (next) => (call) => {
        for (const [name, value] of Object.entries(headers)) call.header.set(name, value);
        return next(call);
      },
    ],
  });
  return createRpcClient(service, transport);
}

suite('two API nodes on one database', () => {
  let nodes: ApiNodes;
  before(async () => {
    nodes = await startApiNodes();
  });
  after(() => nodes[Symbol.asyncDispose]());

  async function tokenOf(person: TestPerson): Promise<string> {
    const { headers } = await nodes.first.accessToken(person);
    return (headers['authorization'] ?? '').replace('Bearer ', '');
  }

  const importHour = (path: string) =>
    nodes.first.home.importFile(path.slice(path.indexOf('/') + 1), sample(path));

  test('a chat whose requests and streams go to whichever node: typing, messages and receipts cross', async () => {
    const site = await nodes.first.site();
    const tokens = {
      customer: await tokenOf(await nodes.first.person('customer', site.site_id)),
      agent: await tokenOf(await nodes.first.person('agent', site.site_id)),
    };
    // Their streams are on different nodes, and what they say goes to both.
    const own = createClient({ baseUrl: nodes.first.url, getToken: () => tokens.customer });
    const theirs = createClient({ baseUrl: nodes.second.url, getToken: () => tokens.agent });
    const anyNode = createClient({ baseUrl: nodes.url, getToken: () => tokens.agent });
    try {
      const mine = own.chat.session({ openId: randomUUID() });
      mine.send({ text: 'My bill is wrong' });
      const { conversation } = await shown(
        mine,
        ({ messages, status }) => status === 'ready' && messages.length === 1,
      );
      const conversationId = conversation?.conversationId ?? '';
      const desk = theirs.chat.session({ conversationId, side: 'site' });
      await shown(desk, ({ messages }) => messages.length === 1);
      await shown(mine, ({ messages }) => messages[0]?.delivery === 'delivered');
      desk.markRead(1);
      await shown(mine, ({ messages }) => messages[0]?.delivery === 'seen');
      desk.type();
      await shown(mine, ({ typists }) => typists.length === 1);
      mine.type();
      await shown(desk, ({ typists }) => typists.length === 1);
      const third = anyNode.chat.session({ conversationId, side: 'site' });
      for (const text of ['one', 'two', 'three']) third.send({ text });
      const { messages } = await shown(mine, (state) => state.messages.length === 4);
      assert.deepEqual(
        messages.map(({ text }) => text),
        ['My bill is wrong', 'one', 'two', 'three'],
      );
    } finally {
      for (const client of [own, theirs, anyNode]) client.close();
    }
  });

  test('an alert that is acknowledged at one node is seen by those who watch at the other', async () => {
    const site = await nodes.first.site();
    const customer = await nodes.first.person('customer', site.site_id);
    const { headers } = await nodes.first.accessToken(customer);
    const stop = new AbortController();
    const topics = [{ id: 1, subject: { case: 'alerts' as const, value: {} } }];
    const live = rpcClient(LiveService, { url: nodes.second.url, headers });
    const events = live.watch({ topics }, { signal: stop.signal })[Symbol.asyncIterator]();
    const nextAlerts = async () => {
      for (;;) {
        const event: WatchResponse['event'] | undefined = (await events.next()).value?.event;
        assert.ok(event, 'the stream ended');
        if (event.case === 'alerts') return event.value.alerts;
      }
    };
    await events.next();
    const alertId = await makeFiringAlert(nodes.first.sql, customer);
    await rpcClient(AlertService, { url: nodes.first.url, headers }).acknowledgeAlert({ alertId });
    await eventually(async () => {
      const alerts = await nextAlerts();
      return alerts.some((alert) => alert.alertId === alertId && alert.acknowledgedAt) || undefined;
    });
    stop.abort();
  });

  test('wrong passwords are counted together, and whoever signs out at one node is out at the other', async () => {
    const accounts = rpcClient(AccountService, nodes);
    const request = { email: `${randomUUID()}@people.example`, password: 'not the password' };
    const codes: Code[] = [];
    for (let attempt = 1; attempt <= 11; attempt++) {
      const error = await accounts.signIn(request).then(
        () => assert.fail('it was let in'),
        (reason: unknown) => ConnectError.from(reason),
      );
      codes.push(error.code);
    }
    assert.deepEqual(codes, [...Array<Code>(10).fill(Code.Unauthenticated), Code.ResourceExhausted]);

    const { signedIn } = await nodes.first.person('customer');
    const [here, there] = [nodes.first, nodes.second].map(({ url }) =>
      rpcClient(AccountService, { url, headers: signedIn }),
    );
    assert.ok(here && there);
    assert.ok((await here.getSession({})).account);
    assert.ok((await there.getSession({})).account);
    await here.signOut({});
    assert.equal((await there.getSession({})).account, undefined);
  });

  /** How many nodes an operator is told of when asking one of them. */
  async function toldOf(url: string): Promise<number> {
    const { signedIn: headers } = await nodes.first.person('operator');
    const { roles } = await rpcClient(OperationsService, { url, headers }).getHealth({});
    return roles.filter(({ role }) => role === 'live:chat').length;
  }

  test('operators are told of the roles of both nodes, whichever they ask', async () => {
    for (const { url } of [nodes.first, nodes.second])
      await eventually(async () => ((await toldOf(url)) === 2 ? true : undefined));
  });

  test('a watch goes on at the other node when its own one stops, with no hole, nothing twice and no reset', async () => {
    nodes.up.delete(nodes.first.url);
    const client = createClient({ baseUrl: nodes.url });
    const events: WatchEvent[] = [];
    const shows = (time: string) => {
      const [series] = events.at(-1)?.series ?? [];
      return series?.at(Date.parse(time)) !== undefined || undefined;
    };
    const watching = (async () => {
      for await (const event of client.series.watch({ stream: 'load', area: 'GR', ...RANGE }))
        events.push(event);
    })().catch(() => undefined);
    try {
      await eventually(() => (events.length > 0 ? true : undefined));
      await importHour(HOURS[0] ?? '');
      await eventually(() => shows('2022-01-01T20:00:00Z'));
      nodes.up.add(nodes.first.url);
      await nodes.second.close();
      await importHour(HOURS[1] ?? '');
      await eventually(() => shows('2022-01-01T23:00:00Z'));
      await importHour(HOURS[2] ?? '');
      await eventually(() => shows('2022-01-02T00:00:00Z'));
      assert.deepEqual(
        events.map(({ type }) => type),
        ['snapshot', 'patch', 'patch', 'patch'],
      );
      const fresh = await client.series.get({ stream: 'load', area: 'GR', ...RANGE });
      const content = (all: WatchEvent['series']) =>
        all.map(({ key, segments }) => [
          key.area.name,
          JSON.stringify(segments, (_, value) =>
            ArrayBuffer.isView(value) ? [...(value as Int32Array)] : value,
          ),
        ]);
      assert.deepEqual(content(events.at(-1)?.series ?? []), content(fresh.series));
    } finally {
      client.close();
      await watching;
    }
  });

  test('operators are told no more of a node that was stopped', async () => {
    await nodes.second.close();
    assert.equal(await toldOf(nodes.first.url), 1);
  });
});
