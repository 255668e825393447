import type { Setting } from '../config.ts';
import { ConfigError } from '../config-error.ts';

/** What a deployment says of how it is watched. */
export interface TelemetrySettings {
  /** Port of metrics and health, for whoever reaches it; 0 takes a free one, undefined listens on none. */
  readonly metricsPort: number | undefined;
  /** Address that the port listens on. */
  readonly metricsHost: string;
  /** Where traces are sent by OTLP over HTTP; undefined makes none. */
  readonly tracesUrl: string | undefined;
  /** Share of traces that are kept, 0 to 1. */
  readonly tracesRatio: number;
  /** Name that traces are sent under. */
  readonly serviceName: string;
}

/** The variables that {@link readTelemetrySettings} reads; those of OpenTelemetry mean what they mean everywhere. */
export const TELEMETRY_SETTINGS: readonly Setting[] = [
  {
    name: 'METRICS_PORT',
    fallback: '',
    meaning:
      'port of /metrics, /livez and /readyz of any role, open to whoever reaches it; 0 takes a free one',
  },
  { name: 'METRICS_HOST', fallback: '127.0.0.1', meaning: 'address that METRICS_PORT listens on' },
  {
    name: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    fallback: '',
    meaning:
      'collector that traces are sent to by OTLP over HTTP, for example http://localhost:4318; none are made without it',
  },
  { name: 'OTEL_TRACES_SAMPLER_ARG', fallback: '1', meaning: 'share of traces that are kept, 0 to 1' },
  { name: 'OTEL_SERVICE_NAME', fallback: 'wattlet', meaning: 'name that traces are sent under' },
];

type Env = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError naming the variable. */
export function readTelemetrySettings(
  env: Env,
  number: (name: string, fallback: number, most: number) => number,
): TelemetrySettings {
  const ratioText = env['OTEL_TRACES_SAMPLER_ARG'] || '1';
  if (!/^(0|1|0?\.\d+|1\.0+)$/.test(ratioText))
    throw new ConfigError(
      `OTEL_TRACES_SAMPLER_ARG is ${JSON.stringify(ratioText)}, it must be a number from 0 to 1`,
    );
  return {
    metricsPort: env['METRICS_PORT'] ? number('METRICS_PORT', 0, 65_535) : undefined,
    metricsHost: env['METRICS_HOST'] || '127.0.0.1',
    tracesUrl: readEndpoint(env['OTEL_EXPORTER_OTLP_ENDPOINT'] || undefined),
    tracesRatio: Number(ratioText),
    serviceName: env['OTEL_SERVICE_NAME'] || 'wattlet',
  };
}

/** The address of traces below that of the collector, as the specification of OTLP exporters has it. */
function readEndpoint(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const url = URL.parse(text);
  if (!url || !/^https?:$/.test(url.protocol))
    throw new ConfigError(
      `OTEL_EXPORTER_OTLP_ENDPOINT is ${JSON.stringify(text)}, it must be an address like http://localhost:4318`,
    );
  return `${text.replace(/\/$/, '')}/v1/traces`;
}
