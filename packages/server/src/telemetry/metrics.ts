import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** Seconds that calls take: from what is answered out of memory to the longest a call may take. */
const CALL_SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60];

/**
 * What a process counts of itself, for Prometheus. Every label has a known, small set of values: methods, routes, roles
 * and streams, never people, sites or addresses.
 */
export class Metrics {
  readonly registry = new Registry();

  readonly rpcStarted = this.#counter('rpc_started_total', 'Calls that began', ['service', 'method']);
  readonly rpcHandled = this.#counter('rpc_handled_total', 'Calls that are over, by what they ended with', [
    'service',
    'method',
    'code',
  ]);
  readonly rpcSeconds = new Histogram({
    name: 'wattlet_rpc_duration_seconds',
    help: 'How long calls of one answer took',
    labelNames: ['service', 'method'],
    buckets: CALL_SECONDS,
    registers: [this.registry],
  });
  readonly rpcInFlight = this.gauge(
    'rpc_in_flight',
    'Calls under way: of LiveService.Watch the live streams',
    ['service', 'method'],
  );

  readonly httpSeconds = new Histogram({
    name: 'wattlet_http_duration_seconds',
    help: 'How long plain HTTP requests took, by their route and the class of their status',
    labelNames: ['route', 'method', 'status'],
    buckets: CALL_SECONDS,
    registers: [this.registry],
  });

  readonly readings = this.#counter(
    'readings_total',
    'Readings of meters that came, by what became of them',
    ['source', 'outcome'],
  );
  readonly webhooks = this.#counter('webhook_attempts_total', 'Tries to tell a site of an alert', [
    'outcome',
  ]);

  readonly #readers: (() => Promise<void>)[] = [];
  #scrape: Promise<string> | undefined;

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** A gauge of this registry. */
  gauge(name: string, help: string, labelNames: readonly string[] = []): Gauge {
    return new Gauge({
      name: `wattlet_${name}`,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
    });
  }

  /** Calls this before each scrape, to set gauges. Must not reject, nor take longer than some seconds. */
  beforeScrape(read: () => Promise<void>): void {
    this.#readers.push(read);
  }

  /** Everything, as Prometheus reads it. Those who ask at the same time get the same answer. */
  scrape(): Promise<string> {
    this.#scrape ??= this.#read().finally(() => {
      this.#scrape = undefined;
    });
    return this.#scrape;
  }

  async #read(): Promise<string> {
    await Promise.all(this.#readers.map((read) => read()));
    return this.registry.metrics();
  }

  #counter(name: string, help: string, labelNames: readonly string[]): Counter {
    return new Counter({
      name: `wattlet_${name}`,
      help,
      labelNames: [...labelNames],
      registers: [this.registry],
    });
  }
}
