import { seededRandom } from './seeded-random.ts';
import type { SimulatedReading } from './simulate-readings.ts';

const PURPOSE = 31;

/** The body of a message to RabbitMQ with this reading. */
export function messageBody({ meterId, at, wattHours }: SimulatedReading): Buffer {
  return Buffer.from(
    `{"meter_id":"${meterId}","at":"${new Date(at).toISOString()}","kwh":${wattHours / 1000}}`,
  );
}

/** The body of a reading, broken in one of the ways that are met: cut off, a wrong byte, a text for a number, no meter. */
export function brokenBody(reading: SimulatedReading, seed: number): Buffer {
  const body = messageBody(reading);
  const random = seededRandom(seed, PURPOSE, reading.at, reading.wattHours);
  const ways = [
    () => body.subarray(0, 1 + Math.floor(random() * (body.length - 1))),
    () => Buffer.concat([body.subarray(0, 20), Buffer.of(0xff), body.subarray(21)]),
    () => Buffer.from(body.toString().replace(/"kwh":(.*)}/, '"kwh":"$1"}')),
    () => Buffer.from(body.toString().replace('meter_id', 'meter')),
  ];
  return ways[Math.floor(random() * ways.length)]?.() ?? body;
}
