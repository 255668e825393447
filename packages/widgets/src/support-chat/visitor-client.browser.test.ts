import { expect } from '@open-wc/testing';
import { LocalOutbox } from '../chat-parts/local-outbox.ts';
import { keepAccount, NEWCOMER, ownScope, visitedSites } from './kept-account.ts';
import { keepChoice, keptChoice } from './kept-choice.ts';
import { keepVisit, keptVisit } from './kept-visit.ts';
import { visitName } from './visit-name.ts';
import { visitorClient } from './visitor-client.ts';

const server = 'https://energy.example';

/** `StartVisitResponse` as it is sent: the token `new`, which goes on until 2100. */
const VISIT = Uint8Array.of(0x0a, 3, 0x6e, 0x65, 0x77, 0x12, 6, 0x08, 0x80, 0xae, 0x99, 0xa4, 0x0f);

describe('a visitor', () => {
  const { fetch } = window;
  const stored = Object.getOwnPropertyDescriptor(window, 'localStorage');
  /** How many visits were begun. */
  let starts = 0;
  /** Whose tokens and keys are refused. */
  let refused: readonly string[] = [];
  beforeEach(() => {
    localStorage.clear();
    starts = 0;
    refused = [];
    window.fetch = async (address, { headers } = {}) => {
      const bearer = new Headers(headers).get('authorization')?.replace('Bearer ', '') ?? '';
      if (refused.includes(bearer))
        return Response.json({ code: 'unauthenticated', message: 'no' }, { status: 401 });
      const isStart = String(address).endsWith('/StartVisit');
      if (isStart) starts += 1;
      return new Response(isStart ? VISIT : null, { headers: { 'content-type': 'application/proto' } });
    };
  });
  afterEach(() => {
    window.fetch = fetch;
    if (stored) Object.defineProperty(window, 'localStorage', stored);
  });

  /** Has written what could not be sent. */
  async function visitorWasHere(siteKey: string, expiresAt: Date): Promise<LocalOutbox> {
    const place = { server, siteKey };
    const scope = ownScope(place, `visitor of ${siteKey}`);
    keepVisit(place, { token: 'old', expiresAt });
    keepAccount(place, `visitor of ${siteKey}`);
    keepChoice(scope, { openId: 'new' });
    const outbox = new LocalOutbox(scope);
    const queuedAt = Date.now();
    await outbox.put({ key: 'new', clientId: 'a', text: 'My secret', queuedAt, position: queuedAt });
    return outbox;
  }

  /** Writes something, as far as this network answers. */
  const write = (siteKey: string) =>
    visitorClient(server, siteKey)
      .chat.history('a')
      .catch(() => undefined);

  it('is nobody to the server before they write, and then a visitor, once, however many tabs they write in', async () => {
    const { chat } = visitorClient(server, 'pk_begin');
    expect(await chat.list()).to.deep.equal({ customerId: '', conversations: [] });
    await chat.hours();
    expect(starts).to.equal(0);
    const otherTab = Promise.withResolvers<void>();
    const place = { server, siteKey: 'pk_begin' };
    const starting = navigator.locks.request(visitName(server, 'pk_begin'), () => otherTab.promise);
    const written = write('pk_begin');
    keepVisit(place, { token: 'of the other tab', expiresAt: new Date(Date.now() + 86_400_000) });
    otherTab.resolve();
    await Promise.all([starting, written]);
    expect(starts).to.equal(0);
    keepVisit(place, undefined);
    await Promise.all([write('pk_begin'), write('pk_begin')]);
    expect([starts, keptVisit(place)?.token]).to.deep.equal([1, 'new']);
  });

  it('has what they wrote before their visit began, also where the page was left meanwhile', async () => {
    const place = { server, siteKey: 'pk_left' };
    const entry = { key: 'new', clientId: 'a', text: 'Hello', queuedAt: Date.now(), position: 1 };
    keepAccount(place, NEWCOMER);
    keepChoice(ownScope(place, NEWCOMER), { openId: 'new' });
    await new LocalOutbox(ownScope(place, NEWCOMER)).put(entry);
    await write('pk_left');
    // `ListConversationsResponse`: whoever calls is `me`.
    const { fetch: before } = window;
    window.fetch = async (address, options) =>
      String(address).includes('/ListConversations')
        ? new Response(Uint8Array.of(0x2a, 2, 0x6d, 0x65), {
            headers: { 'content-type': 'application/proto' },
          })
        : before(address, options);
    expect((await visitorClient(server, 'pk_left').chat.list()).customerId).to.equal('me');
    expect(await new LocalOutbox(ownScope(place, 'me')).load()).to.deep.equal([entry]);
    expect(keptChoice(ownScope(place, 'me'))).to.deep.equal({ openId: 'new' });
    expect(await new LocalOutbox(ownScope(place, NEWCOMER)).load()).to.deep.equal([]);
  });

  it('has everything as it was after a page or a whole site was refused, and nothing after their visit was', async () => {
    const place = { server, siteKey: 'pk_refused' };
    const outbox = await visitorWasHere('pk_refused', new Date(Date.now() + 86_400_000));
    refused = ['old', 'pk_refused'];
    await write('pk_refused');
    expect([keptVisit(place)?.token, (await outbox.load()).length]).to.deep.equal(['old', 1]);
    refused = ['old'];
    await write('pk_refused');
    expect([keptVisit(place)?.token, (await outbox.load()).length]).to.deep.equal(['new', 0]);
  });

  it('leaves nothing of what they wrote once their visit is over', async () => {
    const outbox = await visitorWasHere('pk_over', new Date(0));
    const others = await visitorWasHere('pk_other', new Date(Date.now() + 86_400_000));
    await visitorClient(server, 'pk_over').chat.list();
    expect(await outbox.load()).to.deep.equal([]);
    expect(JSON.stringify(localStorage)).not.to.contain('visitor of pk_over');
    expect((await others.load()).length).to.equal(1);
  });

  it('has what they wrote for as long as their visit goes on', async () => {
    const outbox = await visitorWasHere('pk_on', new Date(Date.now() + 86_400_000));
    await visitorClient(server, 'pk_on').chat.list();
    expect((await outbox.load()).length).to.equal(1);
  });

  for (const [name, storage] of [
    ['blocked', { get: () => raise('SecurityError') }],
    ['absent', { value: null }],
    ['full', { value: { getItem: () => null, setItem: () => raise('QuotaExceededError'), removeItem() {} } }],
  ] as const) {
    it(`stays the same visitor until they leave the page, where the storage is ${name}`, async () => {
      Object.defineProperty(window, 'localStorage', { ...storage, configurable: true });
      await write(`pk_${name}`);
      await write(`pk_${name}`);
      expect(starts).to.equal(1);
      expect(visitedSites(server)).to.include(`pk_${name}`);
    });
  }
});

function raise(name: string): never {
  throw new DOMException('no storage', name);
}
