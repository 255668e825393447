import {
  type Context,
  defaultTextMapGetter,
  defaultTextMapSetter,
  type Link,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import {
  BatchSpanProcessor,
  ParentBasedSampler,
  type SpanProcessor,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { OpenTracingOptions, Span, SpanOptions, Tracing } from './tracing.ts';

const KINDS = { server: SpanKind.SERVER, producer: SpanKind.PRODUCER, consumer: SpanKind.CONSUMER } as const;

/** Links of one span; a batch of readings may have more. */
const MOST_LINKS = 128;

/** So long a collector has to take a batch, all tries together: a process that ends waits for its last ones. */
const TAKEN_MS = 3_000;

/** Traces by OpenTelemetry. Nothing of it is global: two of them do not meet. */
export class OtelTracing implements Tracing {
  readonly #provider: TracerProvider;
  readonly #tracer: Tracer;
  readonly #contexts = new AsyncLocalStorageContextManager().enable();
  readonly #propagator = new W3CTraceContextPropagator();

  constructor(processor: SpanProcessor, { tracesRatio, serviceName }: Omit<OpenTracingOptions, 'tracesUrl'>) {
    const ratio = new TraceIdRatioBasedSampler(tracesRatio);
    this.#provider = new TracerProvider({
      resource: resourceFromAttributes({ 'service.name': serviceName }),
      // What a client says of its own trace does not make this server keep more than it wants to.
      sampler: new ParentBasedSampler({ root: ratio, remoteParentSampled: ratio }),
      spanProcessors: [processor],
    });
    this.#tracer = this.#provider.getTracer('wattlet');
  }

  /** Sends traces in batches by OTLP over HTTP; a collector that is away costs traces and nothing else. */
  static toCollector(url: string, options: Omit<OpenTracingOptions, 'tracesUrl'>): OtelTracing {
    const exporter = new OTLPTraceExporter({ url, timeoutMillis: TAKEN_MS });
    return new OtelTracing(new BatchSpanProcessor({ exporter }), options);
  }

  start({ name, kind, attributes, parent, links = [] }: SpanOptions): Span {
    const context = parent === undefined ? this.#contexts.active() : this.#contextOf(parent);
    const options = { kind: KINDS[kind], attributes, links: this.#linksTo(links) };
    const span = this.#tracer.startSpan(name, options, context);
    const inside = trace.setSpan(context, span);
    return {
      traceId: span.spanContext().traceId,
      within: (work) => this.#contexts.with(inside, work),
      end(error) {
        if (error !== undefined)
          span.setStatus({
            code: SpanStatusCode.ERROR,
            message: error instanceof Error ? error.name : 'failed',
          });
        span.end();
      },
    };
  }

  traceparent(): string | undefined {
    const carrier: { traceparent?: string } = {};
    this.#propagator.inject(this.#contexts.active(), carrier, defaultTextMapSetter);
    return carrier.traceparent;
  }

  /** Sends what waits to be sent, if the collector takes it. */
  async [Symbol.asyncDispose](): Promise<void> {
    await this.#provider.shutdown().catch(() => undefined);
    this.#contexts.disable();
  }

  #contextOf(traceparent: string): Context {
    return this.#propagator.extract(ROOT_CONTEXT, { traceparent }, defaultTextMapGetter);
  }

  #linksTo(parents: readonly string[]): Link[] {
    return parents.slice(0, MOST_LINKS).flatMap((parent) => {
      const context = trace.getSpanContext(this.#contextOf(parent));
      return context ? [{ context }] : [];
    });
  }
}
