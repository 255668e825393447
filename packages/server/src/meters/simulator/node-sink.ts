import type { Reading } from '@wattlet/sdk';
import type { WattletNode } from '../../node.ts';
import { configuredBroker } from '../../platform/amqp/configured-broker.ts';
import { type ArrivedReading, wattHoursOf } from '../reading.ts';
import { ReadingIntake } from '../reading-intake.ts';
import { openAmqpSink } from './amqp-sink.ts';
import { RpcSink } from './rpc-sink.ts';
import type { ReadingSink } from './run-simulation.ts';

/**
 * Hands readings to a node of this process: by its RabbitMQ where one is configured, else to the same intake that
 * `SubmitReadings` ends in. What is rejected is in the list of rejected readings.
 */
export async function openNodeSink(
  node: Pick<WattletNode, 'config' | 'platform' | 'log'>,
): Promise<ReadingSink & AsyncDisposable> {
  const { config, log } = node;
  const broker = await configuredBroker(config);
  if (broker) return openAmqpSink({ ...broker, exchange: config.amqpExchange, seed: 0, log });
  const sink = intakeSink(node);
  return { send: (message) => sink.send(message), async [Symbol.asyncDispose]() {} };
}

/** Hands readings to the intake of a node of this process, whatever else it is configured to take them from. */
export function intakeSink({ config, platform }: Pick<WattletNode, 'config' | 'platform'>): ReadingSink {
  const { database, bus } = platform;
  const intake = new ReadingIntake({ database, bus, rules: config.readingRules, now: () => new Date() });
  return new RpcSink({ submit: (readings) => intake.take(readings.map(arrived)) });
}

function arrived(reading: Pick<Reading, 'meterId' | 'at' | 'kilowattHours'>): ArrivedReading {
  const { meterId, kilowattHours } = reading;
  const at = new Date(reading.at);
  const body = JSON.stringify({ meter_id: meterId, at, kwh: kilowattHours });
  const wattHours = wattHoursOf(kilowattHours);
  if (wattHours === undefined)
    return { reason: 'malformed', message: `${kilowattHours} kWh is no energy`, source: 'rpc', body };
  return { meterId, at, wattHours, revision: 0, source: 'rpc', body };
}
