import { expect } from '@open-wc/testing';
import { WattletError } from '@wattlet/sdk/errors';
import { LocalOutbox } from '../chat-parts/local-outbox.ts';
import { keepAccount, keptAccount, NEWCOMER, ownScope, visitedSites } from './kept-account.ts';
import { keepChoice, keptChoice } from './kept-choice.ts';
import { keepVisit, keptVisit } from './kept-visit.ts';
import { mergeVisits } from './merge-visit.ts';

const server = 'https://energy.example';
const own = { server, siteKey: 'pk_own' };
const other = { server, siteKey: 'pk_other' };
const expiresAt = new Date(Date.now() + 86_400_000);

const outboxOf = (customerId: string) => new LocalOutbox(ownScope(own, customerId));
const entry = (key: string, clientId: string, position = 1) => ({
  ...{ key, clientId, text: `text of ${clientId}`, queuedAt: position, position },
});

/** What somebody has who visits a site, and writes. */
async function visit(place: typeof own, visitorId: string, openId: string): Promise<void> {
  keepVisit(place, { token: `visit ${place.siteKey}`, expiresAt });
  keepAccount(place, visitorId);
  keepChoice(ownScope(place, visitorId), { openId });
  await outboxOf(visitorId).put(entry(openId, 'a'));
}

/** A server for the customers of one site. */
const chatOf = (merged: string[], refuse?: () => WattletError) => ({
  list: async () => ({ conversations: [], customerId: 'maria' }),
  mergeVisit: async (token: string) => {
    if (refuse) throw refuse();
    if (token !== 'visit pk_own') throw new WattletError('invalid_argument', 'another site');
    merged.push(token);
    return 1;
  },
});

describe('a visitor who signs in', () => {
  beforeEach(() => localStorage.clear());

  it('keeps what they wrote and could not send, under the ids that it had', async () => {
    await visit(own, 'visitor', 'new');
    await outboxOf('visitor').put(entry('opened', 'b', 2));
    const merged: string[] = [];
    await mergeVisits(chatOf(merged), server);
    await mergeVisits(chatOf(merged), server);
    expect(merged).to.deep.equal(['visit pk_own']);
    expect(await outboxOf('maria').load('new')).to.deep.equal([entry('new', 'a')]);
    expect(await outboxOf('maria').load('opened')).to.deep.equal([entry('opened', 'b', 2)]);
    expect(await outboxOf('visitor').load()).to.deep.equal([]);
    expect(keptChoice(ownScope(own, 'maria'))).to.deep.equal({ openId: 'new' });
    expect([keptVisit(own), keptAccount(own)]).to.deep.equal([undefined, undefined]);
  });

  it('keeps also what they wrote before any visit began, and leaves it to nobody else', async () => {
    const newcomer = ownScope(own, NEWCOMER);
    keepAccount(own, NEWCOMER);
    keepChoice(newcomer, { openId: 'new' });
    await new LocalOutbox(newcomer).put(entry('new', 'a'));
    expect(visitedSites(server)).to.deep.equal(['pk_own']);
    await mergeVisits(chatOf([]), server);
    expect(await outboxOf('maria').load()).to.deep.equal([entry('new', 'a')]);
    expect(keptChoice(ownScope(own, 'maria'))).to.deep.equal({ openId: 'new' });
    expect(await new LocalOutbox(newcomer).load()).to.deep.equal([]);
    expect([keptChoice(newcomer), visitedSites(server)]).to.deep.equal([{}, []]);
  });

  it('leaves nothing of the account that a page went on with after their visit had begun', async () => {
    await visit(own, NEWCOMER, 'new');
    keepChoice(ownScope(own, NEWCOMER), { conversationId: 'opened' });
    await mergeVisits(chatOf([]), server);
    expect([keptChoice(ownScope(own, NEWCOMER)), keptAccount(own)]).to.deep.equal([{}, undefined]);
  });

  it('writes on in the new conversation of which messages of theirs wait already', async () => {
    keepChoice(ownScope(own, 'maria'), { openId: 'earlier' });
    await outboxOf('maria').put(entry('earlier', 'z', 0));
    await visit(own, 'visitor', 'new');
    await mergeVisits(chatOf([]), server);
    const waiting = await outboxOf('maria').load('earlier');
    expect(waiting.map(({ clientId }) => clientId).sort()).to.deep.equal(['a', 'z']);
    expect(keptChoice(ownScope(own, 'maria'))).to.deep.equal({ openId: 'earlier' });
  });

  it('gets nothing of a visit to another site, which goes on', async () => {
    await visit(other, 'stranger', 'new');
    await visit(own, 'visitor', 'new');
    await mergeVisits(chatOf([]), server);
    expect((await outboxOf('maria').load()).length).to.equal(1);
    expect((await outboxOf('stranger').load()).length).to.equal(1);
    expect(keptVisit(other)?.token).to.equal('visit pk_other');
  });

  it('gets nothing of a visit that is over, of which nothing stays', async () => {
    await visit(own, 'visitor', 'new');
    keepVisit(own, { token: 'visit pk_own', expiresAt: new Date(0) });
    const merged: string[] = [];
    await mergeVisits(chatOf(merged), server);
    expect(merged).to.deep.equal([]);
    expect(await outboxOf('maria').load()).to.deep.equal([]);
    expect(localStorage.length).to.equal(0);
  });

  it('has everything as it was while the server cannot merge', async () => {
    await visit(own, 'visitor', 'new');
    const failing = mergeVisits(
      chatOf([], () => new WattletError('unavailable', 'gone')),
      server,
    );
    expect(await failing.catch(({ code }: WattletError) => code)).to.equal('unavailable');
    expect((await outboxOf('visitor').load()).length).to.equal(1);
    expect(await outboxOf('maria').load()).to.deep.equal([]);
    expect(keptVisit(own)?.token).to.equal('visit pk_own');
  });
});
