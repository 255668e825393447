import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseReading } from '../parse-reading.ts';
import { disturb } from './disturb.ts';
import { brokenBody, messageBody } from './message-body.ts';

const ITEMS = Array.from({ length: 5_000 }, (_, index) => index);
const share = fc.double({ min: 0, max: 1, noNaN: true });

test('on a way that disturbs nothing everything comes as it was sent', () => {
  const sent = [...disturb(ITEMS, { late: 0, duplicate: 0, corrupt: 0 }, 1)];
  assert.deepEqual(
    sent,
    ITEMS.map((item) => ({ item, kind: 'good' })),
  );
});

test('every item comes once, good or corrupt, and of the good ones some once more', () => {
  fc.assert(
    fc.property(fc.record({ late: share, duplicate: share, corrupt: share }), fc.nat(), (shares, seed) => {
      const sent = [...disturb(ITEMS.slice(0, 300), shares, seed)];
      const of = (kind: string) => sent.filter((each) => each.kind === kind).map(({ item }) => item);
      const byValue = (a: number, b: number): number => a - b;
      assert.deepEqual([...of('good'), ...of('corrupt')].toSorted(byValue), ITEMS.slice(0, 300));
      const good = new Set(of('good'));
      assert.equal(new Set(of('duplicate')).size, of('duplicate').length);
      assert.ok(of('duplicate').every((item) => good.has(item)));
      assert.deepEqual([...disturb(ITEMS.slice(0, 300), shares, seed)], sent, 'the same again');
    }),
  );
});

test('as many as asked for are disturbed, and late ones are overtaken', () => {
  const sent = [...disturb(ITEMS, { late: 0.01, duplicate: 0.02, corrupt: 0.03 }, 5)];
  const count = (kind: string): number => sent.filter((each) => each.kind === kind).length;
  const near = (actual: number, expected: number): void =>
    assert.ok(Math.abs(actual - expected) < 0.4 * expected, `${actual} is near ${expected}`);
  near(count('duplicate'), 0.02 * 0.97 * ITEMS.length);
  near(count('corrupt'), 0.03 * ITEMS.length);
  let newest = -1;
  let overtaken = 0;
  for (const { item, kind } of sent) {
    if (kind !== 'duplicate' && item < newest) overtaken += 1;
    newest = Math.max(newest, kind === 'duplicate' ? newest : item);
  }
  near(overtaken, 0.01 * ITEMS.length);
});

test('the body of a reading is understood as sent, and a broken one is never', () => {
  const reading = fc.record({
    meterId: fc.uuid(),
    at: fc.integer({ min: Date.UTC(2020), max: Date.UTC(2030) }),
    wattHours: fc.nat({ max: 50_000_000 }),
  });
  fc.assert(
    fc.property(reading, fc.nat(), (sent, seed) => {
      const whole = parseReading({ content: messageBody(sent) });
      assert.ok('meterId' in whole);
      const { meterId, at, wattHours } = whole;
      assert.deepEqual({ meterId, at: at.getTime(), wattHours: Number(wattHours) }, { ...sent });
      const broken = parseReading({ content: brokenBody(sent, seed) });
      assert.ok('reason' in broken && broken.reason === 'malformed', broken.body);
    }),
  );
});
