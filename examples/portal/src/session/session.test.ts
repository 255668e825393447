import assert from 'node:assert/strict';
import { once } from 'node:events';
import { beforeEach, mock, test } from 'node:test';
import { create } from '@bufbuild/protobuf';
import { Code, ConnectError, createClient, createRouterTransport } from '@connectrpc/connect';
import {
  AccountService,
  GetSessionResponseSchema,
  SignInResponseSchema,
} from '@wattlet/sdk/gen/wattlet/v1/account_pb.js';

/** Tabs of one browser, which are told in the order of the messages, and never of their own. */
class Tabs extends EventTarget {
  static readonly #all = new Set<Tabs>();

  constructor() {
    super();
    Tabs.#all.add(this);
  }

  postMessage(data: unknown): void {
    for (const tab of Tabs.#all) {
      if (tab !== this) queueMicrotask(() => tab.dispatchEvent(new MessageEvent('message', { data })));
    }
  }

  static close(): void {
    Tabs.#all.clear();
  }
}

Object.assign(globalThis, { BroadcastChannel: Tabs });
Object.defineProperty(globalThis, 'location', { value: new URL('https://energy.example') });
const { Session } = await import('./session.ts');
beforeEach(() => Tabs.close());

/** Who is signed in, by the id that a function tells whenever it is asked. */
function sessionOf(accountId: () => string | Promise<string>) {
  const told = (id: string) => ({ ...(id && { account: { id } }) });
  const transport = createRouterTransport(({ service }) =>
    service(AccountService, {
      getSession: async () => create(GetSessionResponseSchema, told(await accountId())),
      signIn: ({ email }) => create(SignInResponseSchema, told(email)),
    }),
  );
  return new Session(createClient(AccountService, transport));
}

test('a tab goes on as whoever another one finds signed in, as by a provider or an ended account', async () => {
  let cookie = 'Anna';
  const [open, other] = [sessionOf(() => cookie), sessionOf(() => cookie)];
  await open.load();
  const { connection } = open;
  for (const next of ['Ben', '']) {
    cookie = next;
    const changed = once(open, 'change');
    await other.load();
    await changed;
    assert.equal(open.account?.id ?? '', next);
  }
  assert.notEqual(open.connection, connection);
});

test('who has signed out in another tab is gone before the server is heard', async () => {
  let answer: (id: string) => void = assert.fail;
  const asked = ['Anna'];
  const open = sessionOf(() => asked.shift() ?? new Promise<string>((resolve) => (answer = resolve)));
  await open.load();
  const { connection } = open;
  await sessionOf(() => '').load();
  await new Promise(setImmediate);
  assert.equal(open.state.status, 'anonymous');
  assert.notEqual(open.connection, connection);
  await until(() => answer !== assert.fail);
  const changed = once(open, 'change');
  answer('Ben');
  await changed;
  assert.equal(open.account?.id, 'Ben', 'and whoever the server then names is there');
});

test('of two answers that of the later question counts, whichever comes first', async () => {
  const answers: ((id: string) => void)[] = [];
  const session = sessionOf(() => new Promise<string>((resolve) => answers.push(resolve)));
  const asked = [session.load(), session.load()];
  await until(() => answers.length === 2);
  answers[1]?.('Anna');
  await asked[1];
  answers[0]?.('');
  await asked[0];
  assert.equal(session.account?.id, 'Anna');
});

test('who asked before somebody signed in is not told that nobody has', async () => {
  const answers: ((id: string) => void)[] = [];
  const session = sessionOf(() => new Promise<string>((resolve) => answers.push(resolve)));
  const asked = session.load();
  await until(() => answers.length === 1);
  await session.signIn('Anna', 'a password');
  answers[0]?.('');
  await asked;
  assert.equal(session.account?.id, 'Anna');
});

test('a tab that was told while the server was away asks until it knows', async (t) => {
  mock.timers.enable({ apis: ['setTimeout'] });
  t.after(() => mock.timers.reset());
  let asked = 0;
  const open = sessionOf(() => {
    asked += 1;
    if (asked === 2) throw new ConnectError('away', Code.Unavailable);
    return asked === 1 ? 'Anna' : 'Ben';
  });
  await open.load();
  await sessionOf(() => 'Ben').load();
  await until(() => asked === 2);
  const changed = once(open, 'change');
  await until(() => {
    mock.timers.tick(5_000);
    return asked === 3;
  });
  await changed;
  assert.equal(open.account?.id, 'Ben');
});

/** Once it is so: what is under way takes some turns. */
async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise(setImmediate);
}
