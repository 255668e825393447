import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { type ChangedHour, packHours, unpackHours } from './changed-hours.ts';
import { meterClock } from './meter-clock.ts';
import { intakeMeter } from './meter-directory.ts';

const clock = meterClock('Europe/Athens') ?? assert.fail('this machine knows no Athens');

const meterOf = ({ siteId, meterId }: ChangedHour) =>
  intakeMeter(
    {
      ...{ site_id: siteId, meter_id: meterId, owner_id: null, time_zone: 'Europe/Athens' },
      ...{ kind: 'interval', interval_minutes: 15, register_modulus: 0n },
    },
    clock,
  );

const byName = (a: ChangedHour, b: ChangedHour) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

test('what is unpacked from the JSON of an event is what was packed', () => {
  const sites = fc.constantFrom(
    '00000000-0000-4000-8000-000000000001',
    '5a5b5c5d-0000-4000-8000-fffffffffff0',
  );
  const hour = fc.integer({ min: 0, max: 3 }).map((hours) => hours * 3_600_000);
  const changed = fc.record({ siteId: sites, meterId: fc.uuid(), hour }, { noNullPrototype: true });
  fc.assert(
    fc.property(fc.array(changed), (hours) => {
      const packed = packHours(hours.map((each) => ({ meter: meterOf(each), hour: each.hour })));
      const arrived = JSON.parse(JSON.stringify(packed));
      assert.deepEqual(unpackHours(arrived).sort(byName), hours.toSorted(byName));
      assert.ok(packed.hours.length <= 8);
    }),
  );
});
