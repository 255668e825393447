import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { refusesWith } from '../embedding/testing/refuses-with.ts';
import { checkOpeningHours, type OpeningException, type OpeningSlot, openingAt } from './opening-hours.ts';

const slot = (dayOfWeek: number, from: string, to: string): OpeningSlot => ({
  dayOfWeek,
  fromMinute: minutes(from),
  toMinute: minutes(to),
});

function minutes(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour * 60 + minute;
}

const except = (date: string, from: string, to: string): OpeningException => ({
  ...{ date, fromMinute: minutes(from), toMinute: minutes(to) },
});

const WEEKDAYS = [1, 2, 3, 4, 5].map((day) => slot(day, '9:00', '17:00'));
const athens = (slots: readonly OpeningSlot[], exceptions: readonly OpeningException[] = []) => ({
  ...{ timeZone: 'Europe/Athens', slots, exceptions },
});
const stateAt = (hours: ReturnType<typeof athens>, time: string) => {
  const { open, opensAt } = openingAt(hours, new Date(time));
  return open ? 'open' : opensAt?.toISOString();
};

test('without hours it is always open', () => {
  assert.equal(stateAt(athens([]), '2026-01-01T03:00:00Z'), 'open');
});

test('hours are half-open, by the clock of the zone, in winter and in summer', () => {
  const hours = athens(WEEKDAYS);
  // A Friday in winter (+2) and one in summer (+3).
  assert.equal(stateAt(hours, '2026-01-09T06:59:59.999Z'), '2026-01-09T07:00:00.000Z');
  assert.equal(stateAt(hours, '2026-01-09T07:00:00Z'), 'open');
  assert.equal(stateAt(hours, '2026-01-09T14:59:59.999Z'), 'open');
  assert.equal(stateAt(hours, '2026-01-09T15:00:00Z'), '2026-01-12T07:00:00.000Z');
  assert.equal(stateAt(hours, '2026-07-10T06:00:00Z'), 'open');
  assert.equal(stateAt(hours, '2026-07-10T14:00:00Z'), '2026-07-13T06:00:00.000Z');
});

test('over the weekend of a change of the clock it opens at nine by the new one', () => {
  assert.equal(stateAt(athens(WEEKDAYS), '2026-03-27T20:00:00Z'), '2026-03-30T06:00:00.000Z');
  assert.equal(stateAt(athens(WEEKDAYS), '2026-10-23T20:00:00Z'), '2026-10-26T07:00:00.000Z');
});

test('an hour that spring skips is not there: it opens where the clock lands in the slot', () => {
  // 29 March 2026, 3:00 becomes 4:00, which is 01:00 UTC.
  assert.equal(
    stateAt(athens([slot(7, '3:30', '5:00')]), '2026-03-29T00:00:00Z'),
    '2026-03-29T01:00:00.000Z',
  );
  assert.equal(
    stateAt(athens([slot(7, '3:15', '3:45')]), '2026-03-29T00:00:00Z'),
    '2026-04-05T00:15:00.000Z',
  );
});

test('an hour that comes twice in autumn is open twice', () => {
  // 25 October 2026, 4:00 becomes 3:00, which is 01:00 UTC.
  const hours = athens([slot(7, '3:00', '3:30')]);
  assert.equal(stateAt(hours, '2026-10-25T00:10:00Z'), 'open');
  assert.equal(stateAt(hours, '2026-10-25T00:40:00Z'), '2026-10-25T01:00:00.000Z');
  assert.equal(stateAt(hours, '2026-10-25T01:10:00Z'), 'open');
});

test('it opens at the first minute that is open, whatever the hours, the zone and the time', () => {
  const zones = [
    'Europe/Athens',
    'Europe/London',
    'America/St_Johns',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'UTC',
  ];
  const slots = fc.array(
    fc
      .tuple(
        fc.integer({ min: 1, max: 7 }),
        fc.uniqueArray(fc.integer({ min: 0, max: 1440 }), { minLength: 2, maxLength: 2 }),
      )
      .map(([dayOfWeek, [a = 0, b = 1]]) => ({
        dayOfWeek,
        fromMinute: Math.min(a, b),
        toMinute: Math.max(a, b),
      })),
    { minLength: 1, maxLength: 6 },
  );
  // Around the changes of clocks, and anywhere.
  const time = fc.oneof(
    ...['2026-03-06', '2026-03-27', '2026-04-03', '2026-10-02', '2026-10-23', '2026-10-30', '2026-07-01'].map(
      (day) => fc.integer({ min: 0, max: 4 * 1440 }).map((minute) => Date.parse(day) + minute * 60_000),
    ),
  );
  fc.assert(
    fc.property(fc.constantFrom(...zones), slots, time, (timeZone, hours, at) => {
      const { open, opensAt } = openingAt({ timeZone, slots: hours, exceptions: [] }, new Date(at));
      assert.equal(open, isOpenByIntl(timeZone, hours, at));
      if (open) return;
      assert.ok(opensAt !== undefined, 'a slot comes within a week, or two where spring skips it');
      assert.ok(isOpenByIntl(timeZone, hours, opensAt.getTime()));
      // Coarse steps find any opening that was overlooked, as slots are mostly longer.
      for (let minute = at; minute < opensAt.getTime(); minute += 7 * 60_000) {
        assert.ok(!isOpenByIntl(timeZone, hours, minute), new Date(minute).toISOString());
      }
    }),
    { numRuns: 60 },
  );
});

test('a holiday is closed by the calendar of the zone, and another day has the hours that are said of it', () => {
  const hours = athens(WEEKDAYS, [
    except('2026-12-24', '9:00', '12:00'),
    except('2026-12-24', '13:00', '14:00'),
    except('2026-12-25', '0:00', '0:00'),
    // A Saturday on which somebody is there.
    except('2026-12-26', '10:00', '11:00'),
  ]);
  assert.equal(stateAt(hours, '2026-12-24T09:59:00Z'), 'open');
  assert.equal(stateAt(hours, '2026-12-24T10:00:00Z'), '2026-12-24T11:00:00.000Z');
  assert.equal(stateAt(hours, '2026-12-24T11:30:00Z'), 'open');
  // Half past midnight in Athens is the holiday already, though it is the day before by UTC.
  assert.equal(stateAt(hours, '2026-12-24T22:30:00Z'), '2026-12-26T08:00:00.000Z');
  assert.equal(stateAt(hours, '2026-12-25T10:00:00Z'), '2026-12-26T08:00:00.000Z');
  assert.equal(stateAt(hours, '2026-12-26T08:30:00Z'), 'open');
  assert.equal(stateAt(hours, '2026-12-26T09:00:00Z'), '2026-12-28T07:00:00.000Z');
});

test('a site without weekly hours is closed on its holidays only, however many there are', () => {
  const christmas = Array.from({ length: 20 }, (_, day) =>
    except(new Date(Date.UTC(2026, 11, 24 + day)).toISOString().slice(0, 10), '0:00', '0:00'),
  );
  const hours = athens([], christmas);
  assert.equal(stateAt(hours, '2026-12-23T21:59:59Z'), 'open');
  assert.equal(stateAt(hours, '2026-12-23T22:00:00Z'), '2027-01-12T22:00:00.000Z');
});

const formats = new Map<string, Intl.DateTimeFormat>();
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** What a clock on the wall there would say. */
function isOpenByIntl(timeZone: string, slots: readonly OpeningSlot[], time: number): boolean {
  const format =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
  formats.set(timeZone, format);
  const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
  const day = DAYS.indexOf(parts.get('weekday') ?? '') + 1;
  const minute = Number(parts.get('hour')) * 60 + Number(parts.get('minute'));
  return slots.some((one) => one.dayOfWeek === day && one.fromMinute <= minute && minute < one.toMinute);
}

test('an unknown zone and hours that end before they begin are refused by name', async () => {
  const check = async () =>
    checkOpeningHours({
      ...{ timeZone: 'Europe/Atlantis', slots: [slot(1, '17:00', '9:00')] },
      exceptions: [{ date: '2026-02-29', fromMinute: 0, toMinute: 0 }, except('2026-12-24', '12:00', '9:00')],
    });
  const { rawMessage } = await refusesWith(check, 'InvalidArgument', 'INVALID_REQUEST');
  assert.match(
    rawMessage,
    /opening_hours\[0\]: ends at minute 540.*"2026-02-29" is no day.*exceptions\[1\]: ends at minute 540.*"Europe\/Atlantis" is no time zone/,
  );
});
