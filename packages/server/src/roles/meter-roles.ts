import { runAmqpIntake } from '../meters/amqp-intake.ts';
import { ReadingIntake } from '../meters/reading-intake.ts';
import { runUpkeep } from '../meters/run-upkeep.ts';
import type { WattletNode } from '../node.ts';
import { configuredBroker } from '../platform/amqp/configured-broker.ts';
import { runTogether } from '../platform/run-together.ts';
import { countReadings } from '../telemetry/count-readings.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { TracedIntake } from '../telemetry/traced-intake.ts';
import type { Role } from './supervisor.ts';

/**
 * The role `meters`: keeps the tables of readings in order, and takes readings from RabbitMQ where one is configured.
 * Any number of processes may run it.
 */
export function meterRoles({ config, log, platform, tracing }: WattletNode, metrics: Metrics): Role[] {
  const { readingRules: rules } = config;
  const now = () => new Date();
  const { database, bus } = platform;
  const intake = new ReadingIntake({ database, bus, rules, now, onTaken: countReadings(metrics) });
  const traced = tracing && new TracedIntake(tracing);
  const run = async (signal: AbortSignal, ready: () => void) => {
    await platform.migrate(signal);
    const parts = [(end: AbortSignal) => runUpkeep({ sql: database.sql, rules, log, now }, end)];
    const broker = await configuredBroker(config);
    if (broker) {
      const options = { ...broker, exchange: config.amqpExchange, intake, traced, log };
      parts.push((end) => runAmqpIntake(options, end, ready));
    } else ready();
    await runTogether(parts, signal);
  };
  return [{ name: 'meters', run }];
}
