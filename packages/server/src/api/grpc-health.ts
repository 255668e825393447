import { setTimeout as delay } from 'node:timers/promises';
import type { MessageInitShape } from '@bufbuild/protobuf';
import type { ServiceImpl } from '@connectrpc/connect';
import {
  type Health,
  HealthCheckResponse_ServingStatus,
  type HealthCheckResponseSchema,
} from '../gen/grpc/health/v1/health_pb.js';
import type { Readiness, Served } from '../operations/readiness.ts';
import { notFound } from '../rpc/errors.ts';
import { API_SERVICES } from './api-services.ts';

const { SERVING, NOT_SERVING, SERVICE_UNKNOWN } = HealthCheckResponse_ServingStatus;

/** How often a watched status is looked at, in milliseconds. */
const LOOK_MS = 2_000;

/** Stands for the server as a whole. */
const OVERALL = '';

/**
 * `grpc.health.v1`, as balancers and probes ask (https://github.com/grpc/grpc/blob/master/doc/health-checking.md): the
 * server as a whole is served while any stream of data is, each service while what it stands on answers, and nothing
 * once the node is about to stop.
 */
export function grpcHealth(readiness: Readiness, lookMs = LOOK_MS): ServiceImpl<typeof Health> {
  const statuses = async (): Promise<ReadonlyMap<string, HealthCheckResponse_ServingStatus>> => {
    const served = await readiness.served();
    const isDraining = readiness.draining.aborted;
    const entries = [OVERALL, ...API_SERVICES.keys()].map(
      (service) => [service, !isDraining && isServed(service, served) ? SERVING : NOT_SERVING] as const,
    );
    return new Map(entries);
  };

  return {
    async check({ service }) {
      const status = (await statuses()).get(service);
      if (status !== undefined) return { status };
      throw notFound({
        field: 'service',
        reason: 'UNKNOWN_SERVICE',
        description: `there is no service ${JSON.stringify(service)}`,
      });
    },

    async list() {
      const entries = [...(await statuses())].map(([service, status]) => [service, { status }] as const);
      return { statuses: Object.fromEntries(entries) };
    },

    async *watch(
      { service },
      { signal },
    ): AsyncGenerator<MessageInitShape<typeof HealthCheckResponseSchema>> {
      let told: HealthCheckResponse_ServingStatus | undefined;
      while (!signal.aborted) {
        const isDraining = readiness.draining.aborted;
        const status = (await statuses()).get(service) ?? SERVICE_UNKNOWN;
        if (status !== told) yield { status };
        told = status;
        const sooner = isDraining ? signal : AbortSignal.any([signal, readiness.draining]);
        await delay(lookMs, undefined, { signal: sooner }).catch(() => undefined);
      }
      throw signal.reason;
    },
  };
}

function isServed(service: string, { streams, people }: Served): boolean {
  return API_SERVICES.get(service) === 'people' ? people : streams.some(({ isServed }) => isServed);
}
