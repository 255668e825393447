import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { readSnapshot, saw, snapshotCursors } from './snapshot-cursor.ts';

const AT = 1_790_000_000_000;
const cursor = (snapshot: string, at = AT) => `${at}:${snapshot}`;

test('a snapshot saw what was committed before it, and nothing that was under way or came after', () => {
  const snapshot = readSnapshot(cursor('10:20:12,15'));
  assert.ok(snapshot);
  const seen = [9n, 10n, 12n, 14n, 15n, 19n, 20n, 21n].filter((xid) => saw(snapshot, xid));
  assert.deepEqual(seen, [9n, 10n, 14n, 19n]);
});

test('what PostgreSQL would refuse is no cursor', () => {
  const wrong = [
    '',
    '1',
    ':::',
    '10:20:',
    cursor('20:10:'),
    cursor('0:10:'),
    cursor('10:20:9'),
    cursor('10:20:20'),
  ];
  for (const one of [
    ...wrong,
    cursor('10:20:15,12'),
    cursor('10:20:12,12'),
    cursor('10:20:12,'),
    `${AT}:9:9:;drop`,
  ])
    assert.equal(readSnapshot(one), undefined, one);
  assert.ok(readSnapshot(cursor('10:10:')));
});

test('who stands too far back, or ahead of what there is, reads afresh', () => {
  const head = cursor('100:110:');
  const need = (after: string) => {
    const answer = snapshotCursors.need(after, head);
    return typeof answer === 'string' ? answer : 'reset';
  };
  assert.equal(need(head), 'nothing');
  assert.equal(need(cursor('100:110:105')), 'changes');
  assert.equal(need(cursor('90:95:', AT - 6 * 86_400_000)), 'changes');
  assert.equal(need(cursor('90:95:', AT - 8 * 86_400_000)), 'reset');
  // A read of a moment ago; one from before the database was restored.
  assert.equal(need(cursor('110:120:', AT + 100)), 'nothing');
  assert.equal(need(cursor('900:950:', AT - 1000)), 'reset');
  assert.equal(need('what'), 'reset');
});

test('the older of two places is the one that has seen less', () => {
  const xids = fc.bigInt({ min: 1n, max: 60n });
  const snapshots = fc.tuple(
    xids,
    fc.bigInt({ min: 0n, max: 10n }),
    fc.uniqueArray(fc.bigInt({ min: 0n, max: 9n })),
  );
  fc.assert(
    fc.property(snapshots, snapshots, (...both) => {
      const [one, other] = both.map(([xmin, width, list]) => {
        const running = list.filter((offset) => offset < width).toSorted((a, b) => Number(a - b));
        return cursor(`${xmin}:${xmin + width}:${running.map((offset) => xmin + offset).join()}`);
      });
      assert.ok(one !== undefined && other !== undefined);
      const older = readSnapshot(snapshotCursors.older(one, other));
      const xmins = [one, other].map((text) => readSnapshot(text)?.xmin ?? 0n);
      assert.ok(older && xmins.every((xmin) => older.xmin <= xmin));
    }),
  );
});
