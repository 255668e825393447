import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, suite, test } from 'node:test';
import fc from 'fast-check';
import type { Person } from '../access/principal.ts';
import { type ChatFixture, createChatFixture } from './testing/chat-fixture.ts';

const MESSAGES = 6;

suite('how far each side has come', () => {
  let fixture: ChatFixture;
  let customer: Person;
  let agents: Person[];
  before(async () => {
    fixture = await createChatFixture();
    const siteId = await fixture.site();
    customer = await fixture.person(siteId);
    agents = [await fixture.person(siteId, 'agent'), await fixture.person(siteId, 'agent')];
  });
  after(() => fixture[Symbol.asyncDispose]());

  async function conversation(): Promise<string> {
    const opened = await fixture.as(customer).openConversation({ clientId: randomUUID() });
    const conversationId = opened.conversation?.conversationId ?? '';
    for (let index = 0; index < MESSAGES; index++) {
      const writer = index % 2 === 0 ? customer : agents[0];
      assert.ok(writer);
      await fixture.as(writer).sendMessage({ conversationId, clientId: randomUUID(), text: `${index}` });
    }
    await fixture.as(customer).closeConversation({ conversationId });
    return conversationId;
  }

  const read = async (who: Person, conversationId: string) => {
    const answer = await fixture.as(who).listMessages({ conversationId });
    assert.ok(answer.conversation);
    return answer.conversation;
  };

  test('cursors only grow and end at the greatest, whatever is marked in whatever order at the same time', async () => {
    const mark = fc.record({
      who: fc.constantFrom('customer' as const, 0 as const, 1 as const),
      delivered: fc.bigInt({ min: 0n, max: BigInt(MESSAGES + 2) }),
      read: fc.bigInt({ min: 0n, max: BigInt(MESSAGES + 2) }),
    });
    const inTurns = fc.array(fc.array(mark, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(inTurns, async (turns) => {
        const conversationId = await conversation();
        const person = (who: 'customer' | 0 | 1) =>
          who === 'customer' ? customer : (agents[who] ?? customer);
        let before = { customer: 0n, site: 0n };
        for (const turn of turns) {
          await Promise.all(
            turn.map(({ who, delivered, read: readNumber }) =>
              fixture.as(person(who)).markRead({ conversationId, deliveredNumber: delivered, readNumber }),
            ),
          );
          const { customerReceipts, siteReceipts } = await read(customer, conversationId);
          const now = { customer: customerReceipts?.readNumber ?? 0n, site: siteReceipts?.readNumber ?? 0n };
          assert.ok(now.customer >= before.customer && now.site >= before.site);
          before = now;
        }
        const marks = turns.flat();
        // Odd messages are the customer's, even ones the agent's.
        const most = (numbers: readonly bigint[], isOther: (number: bigint) => boolean) => {
          for (let number = BigInt(MESSAGES); number > 0n; number--)
            if (isOther(number) && numbers.some((marked) => marked >= number)) return number;
          return 0n;
        };
        const isAgents = (number: bigint) => number % 2n === 0n;
        const isCustomers = (number: bigint) => number % 2n === 1n;
        const ofCustomer = marks.filter(({ who }) => who === 'customer');
        const ofSite = marks.filter(({ who }) => who !== 'customer');
        const seen = await read(customer, conversationId);
        const readBy = (of: typeof marks) => of.map((one) => one.read);
        assert.equal(seen.customerReceipts?.readNumber, most(readBy(ofCustomer), isAgents));
        assert.equal(seen.siteReceipts?.readNumber, most(readBy(ofSite), isCustomers));
        assert.equal(
          seen.siteReceipts?.deliveredNumber,
          most(
            ofSite.flatMap((one) => [one.read, one.delivered]),
            isCustomers,
          ),
        );
        const unread = (upTo: bigint, first: bigint) => {
          let count = 0n;
          for (let number = first; number <= BigInt(MESSAGES); number += 2n) if (number > upTo) count++;
          return count;
        };
        assert.equal(seen.unread, unread(most(readBy(ofCustomer), isAgents), 2n));
        const own = readBy(marks.filter(({ who }) => who === 1));
        assert.equal((await read(person(1), conversationId)).unread, unread(most(own, isCustomers), 1n));
      }),
      { numRuns: 8 },
    );
  });

  test('marking what was marked before is no change', async () => {
    const conversationId = await conversation();
    const mark = { conversationId, deliveredNumber: 3n, readNumber: 2n };
    const first = await fixture.as(customer).markRead(mark);
    const again = await fixture.as(customer).markRead({ ...mark, readNumber: 1n });
    assert.equal(again.conversation?.lastChange, first.conversation?.lastChange);
    const nothing = await fixture.as(customer).markRead({ conversationId });
    assert.equal(nothing.conversation?.lastChange, first.conversation?.lastChange);
  });

  test('when somebody has read their own answer is not when they read what they answered', async () => {
    const begin = fixture.now;
    const conversationId = await conversation();
    const [agent] = agents;
    assert.ok(agent);
    await fixture.as(agent).markRead({ conversationId, readNumber: 5n });
    const before = (await read(customer, conversationId)).siteReceipts;
    fixture.now = new Date(begin.getTime() + 60_000);
    await fixture.as(agent).markRead({ conversationId, deliveredNumber: 6n, readNumber: 6n });
    assert.deepEqual((await read(customer, conversationId)).siteReceipts, before);
    assert.equal(before?.readNumber, 5n);
    fixture.now = begin;
  });

  test('that one agent follows another is nothing for the customer', async () => {
    const conversationId = await conversation();
    const [first, second] = agents;
    assert.ok(first && second);
    await fixture.as(first).markRead({ conversationId, readNumber: 4n });
    const before = await read(customer, conversationId);
    const followed = await fixture.as(second).markRead({ conversationId, readNumber: 3n });
    assert.equal(followed.conversation?.unread, 1n);
    assert.deepEqual(await read(customer, conversationId), before);
  });

  test('of two agents who have come as far, the first one tells when', async () => {
    const begin = fixture.now;
    const at = (minute: number) => new Date(begin.getTime() + minute * 60_000);
    for (const [first, second] of [agents, agents.toReversed()]) {
      assert.ok(first && second);
      const conversationId = await conversation();
      fixture.now = at(1);
      await fixture.as(first).markRead({ conversationId, readNumber: 3n });
      fixture.now = at(2);
      await fixture.as(second).markRead({ conversationId, readNumber: 3n });
      // Whichever row is written or found last.
      await fixture.as(first).markRead({ conversationId, deliveredNumber: 5n });
      const { siteReceipts } = await read(customer, conversationId);
      assert.equal(siteReceipts?.readAt?.seconds, BigInt(at(1).getTime() / 1000));
    }
    fixture.now = begin;
  });
});
