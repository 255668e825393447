import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { PLATFORM_SITE_ID } from '../accounts/platform-site.ts';
import { parseReading } from './parse-reading.ts';
import { MAX_BODY_BYTES } from './reading.ts';

const METER = '0c9a1f6e-8f0e-4a57-9d3c-2f6f9a1b2c3d';
const GOOD = { meter_id: METER, at: '2026-11-22T10:15:00Z', kwh: 0.1 };
const parse = (body: unknown) => parseReading({ content: Buffer.from(JSON.stringify(body)) });

describe('parseReading', () => {
  test('understands its own body, and keeps it', () => {
    const body = { ...GOOD, reading_id: 'a-1', revision: 2, firmware: '1.2' };
    assert.deepEqual(parse(body), {
      meterId: METER,
      at: new Date('2026-11-22T10:15:00Z'),
      wattHours: 100n,
      revision: 2,
      source: 'amqp',
      body: JSON.stringify(body),
    });
  });

  test('understands the body of producers in the wild, in milliseconds or RFC 3339', () => {
    const at = new Date('2026-11-22T10:15:00Z');
    for (const timestamp of [at.getTime(), '2026-11-22T12:15:00+02:00']) {
      const reading = parse({ device_id: METER.toUpperCase(), timestamp, measurement_value: 1.0005 });
      assert.ok('meterId' in reading);
      const { meterId, wattHours, revision } = reading;
      assert.deepEqual([meterId, reading.at, wattHours, revision], [METER, at, 1000n, 0]);
    }
  });

  test('takes what is no UUID for a serial, of the site that is named or else of the platform', () => {
    const named = (body: object) => {
      const reading = parse({ timestamp: Date.UTC(2026, 10, 22), measurement_value: 1, ...body });
      return 'meterId' in reading ? reading.meterId : reading.message;
    };
    assert.equal(named({ device_id: 'GR 7/a' }), `${PLATFORM_SITE_ID}/GR 7/a`);
    assert.equal(named({ device_id: 'GR-7', site_id: METER.toUpperCase() }), `${METER}/GR-7`);
  });

  test('says of an energy that no number holds that it is too large, and not that it is null', () => {
    const content = Buffer.from(`{"meter_id":"${METER}","at":"2026-11-22T10:15:00Z","kwh":1e400}`);
    const reading = parseReading({ content });
    assert.ok('reason' in reading);
    assert.equal(reading.message, 'kwh must be a number of kilowatt-hours, up to 1e12, not one beyond 1e308');
  });

  test('says what is wrong', () => {
    const wrong: [unknown, RegExp][] = [
      [[GOOD], /no object/],
      [null, /no object/],
      [{ ...GOOD, meter_id: '#7' }, /^meter_id must be the id or serial of a meter, not "#7"$/],
      [{ ...GOOD, site_id: 7 }, /^site_id must be the id of a site, not 7$/],
      [{ ...GOOD, meter_id: undefined }, /^meter_id must .* and is missing$/],
      [{ ...GOOD, at: '2026-11-22T10:15:00' }, /^at must be an RFC 3339 time/],
      [{ ...GOOD, at: '2026-02-30T10:15:00Z' }, /^at must/],
      [{ ...GOOD, at: '2026-11-20T24:00:00Z' }, /^at must/],
      // Seconds instead of milliseconds.
      [{ ...GOOD, at: 1_795_000_000 }, /^at must/],
      [{ ...GOOD, at: 1_795_000_000_000.5 }, /^at must/],
      [{ ...GOOD, kwh: '0.1' }, /^kwh must be a number of kilowatt-hours, up to 1e12, not "0.1"$/],
      [{ ...GOOD, kwh: 1e13 }, /^kwh must/],
      [{ ...GOOD, revision: -1 }, /^revision must/],
      [{ ...GOOD, revision: 1.5 }, /^revision must/],
      [{ ...GOOD, revision: 2 ** 31 }, /^revision must/],
      [{ ...GOOD, reading_id: 7 }, /^reading_id must/],
      [{ device_id: METER, timestamp: 0, measurement_value: 1 }, /^timestamp must/],
      [{ device_id: METER, timestamp: '2026-11-22T10:15:00Z' }, /^measurement_value must .* is missing$/],
    ];
    for (const [body, message] of wrong) {
      const malformed = parse(body);
      assert.ok('reason' in malformed, JSON.stringify(body));
      assert.equal(malformed.reason, 'malformed');
      assert.match(malformed.message, message);
    }
    for (const content of ['', '{', '{"meter_id":}', 'NaN', '\0']) {
      const malformed = parseReading({ content: Buffer.from(content) });
      assert.ok('reason' in malformed && malformed.message === 'the body is not JSON', content);
    }
  });

  test('keeps of any bytes at all a text that can be stored', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 6_000, size: 'max' }), (bytes) => {
        const { body } = parseReading({ content: Buffer.from(bytes) });
        assert.ok(Buffer.byteLength(body) <= MAX_BODY_BYTES);
        assert.ok(!body.includes('\0') && body.isWellFormed());
      }),
    );
    const long = parseReading({ content: Buffer.from(JSON.stringify({ ...GOOD, note: 'é'.repeat(5_000) })) });
    assert.ok(
      'reason' in long && /^the body has 10099 bytes, it may have 4096$/.test(long.message),
      JSON.stringify(long),
    );
  });
});
