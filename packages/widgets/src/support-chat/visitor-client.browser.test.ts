import { expect } from '@open-wc/testing';
import { keepAccount, ownScope } from './kept-account.ts';
import { keepChoice } from './kept-choice.ts';
import { keepVisit, keptVisit } from './kept-visit.ts';
import { LocalOutbox } from './local-outbox.ts';
import { visitedSites } from './visit-name.ts';
import { visitorClient } from './visitor-client.ts';

const server = 'https://energy.example';

/** `StartVisitResponse` as it is sent: the token `new`, which goes on until 2100. */
const VISIT = Uint8Array.of(0x0a, 3, 0x6e, 0x65, 0x77, 0x12, 6, 0x08, 0x80, 0xae, 0x99, 0xa4, 0x0f);

describe('a visitor', () => {
  const { fetch } = window;
  const stored = Object.getOwnPropertyDescriptor(window, 'localStorage');
  /** How many visits were begun. */
  let starts = 0;
  beforeEach(() => {
    localStorage.clear();
    starts = 0;
    window.fetch = async (address) => {
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

  it('leaves nothing of what they wrote once their visit is over', async () => {
    const outbox = await visitorWasHere('pk_over', new Date(0));
    const others = await visitorWasHere('pk_other', new Date(Date.now() + 86_400_000));
    await visitorClient(server, 'pk_over').chat.list();
    expect(keptVisit({ server, siteKey: 'pk_over' })?.token).to.equal('new');
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
      const { chat } = visitorClient(server, `pk_${name}`);
      await chat.list();
      await chat.list();
      expect(starts).to.equal(1);
      expect(visitedSites(server)).to.include(`pk_${name}`);
    });
  }
});

function raise(name: string): never {
  throw new DOMException('no storage', name);
}
