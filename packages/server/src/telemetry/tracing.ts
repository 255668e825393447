/** What a span is about, by the conventions of OpenTelemetry. */
export interface SpanOptions {
  readonly name: string;
  readonly kind: 'server' | 'producer' | 'consumer';
  readonly attributes: Readonly<Record<string, string | number>>;
  /** `traceparent` of the span that caused it (https://www.w3.org/TR/trace-context/); else the current one is its parent. */
  readonly parent?: string | undefined;
  /** Those of what else it works on. */
  readonly links?: readonly string[];
}

/** A stretch of work that is told of. */
export interface Span {
  readonly traceId: string;
  /** Runs work whose own spans are children of this one. */
  within<T>(work: () => T): T;
  /** Ends it; with an error it failed. */
  end(error?: unknown): void;
}

/** Tells a collector what happened on the way of a request, over processes. */
export interface Tracing extends AsyncDisposable {
  start(options: SpanOptions): Span;
  /** The `traceparent` of the current span, for messages; undefined outside any. */
  traceparent(): string | undefined;
}

/** Runs work in a span of its own. */
export async function inSpan<T>(tracing: Tracing, options: SpanOptions, work: () => Promise<T>): Promise<T> {
  const span = tracing.start(options);
  try {
    const result = await span.within(work);
    span.end();
    return result;
  } catch (error) {
    span.end(error);
    throw error;
  }
}

export interface OpenTracingOptions {
  /** Where traces go; undefined makes none, and loads nothing. */
  readonly tracesUrl: string | undefined;
  readonly tracesRatio: number;
  readonly serviceName: string;
}

/** Opens what traces are sent by, where they are wanted. */
export async function openTracing({
  tracesUrl,
  ...options
}: OpenTracingOptions): Promise<Tracing | undefined> {
  if (tracesUrl === undefined) return undefined;
  const { OtelTracing } = await import('./otel-tracing.ts');
  return OtelTracing.toCollector(tracesUrl, options);
}
