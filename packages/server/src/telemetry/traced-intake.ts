import type { ArrivedReading } from '../meters/reading.ts';
import type { Delivery } from '../platform/amqp/delivery-lane.ts';
import { inSpan, type Tracing } from './tracing.ts';

/** Tells of batches of readings from a message broker, with links to the traces that their messages name in `traceparent`. */
export class TracedIntake {
  readonly #tracing: Tracing;
  readonly #parents = new WeakMap<ArrivedReading, string>();

  constructor(tracing: Tracing) {
    this.#tracing = tracing;
  }

  /** Remembers the trace of what a message says. */
  note<Reading extends ArrivedReading>(reading: Reading, { traceparent }: Delivery): Reading {
    if (traceparent !== undefined) this.#parents.set(reading, traceparent);
    return reading;
  }

  /** Runs what stores a batch. */
  take<T>(readings: readonly ArrivedReading[], work: () => Promise<T>): Promise<T> {
    const links = readings.flatMap((reading) => this.#parents.get(reading) ?? []);
    const attributes = {
      'messaging.system': 'rabbitmq',
      'messaging.operation.type': 'process',
      'messaging.batch.message_count': readings.length,
    };
    return inSpan(this.#tracing, { name: 'readings process', kind: 'consumer', attributes, links }, work);
  }
}
