import { writeFileSync } from 'node:fs';
import { ROLE_NAMES } from '../../packages/server/src/roles/role-names.ts';
import { freePorts } from '../lib/java-server.mjs';

/**
 * The processes of a distribution: one for each role, as many for the API as there are pairs of ports.
 *
 * @param {{ ports: number[], env: NodeJS.ProcessEnv }} options two ports for each API node: of the API, and of nothing yet
 * @returns {{ name: string, role: string, env: NodeJS.ProcessEnv, url: string | undefined }[]}
 */
export function serviceList({ ports, env }) {
  // Nothing of a shell's settings may make them share a port.
  const own = { ...env, PORT: '0', GRPC_PORT: '', METRICS_PORT: '', TLS_CERT_FILE: '', TLS_KEY_FILE: '' };
  const single = ROLE_NAMES.filter((role) => role !== 'api').map((role) => ({
    name: role.replace(':', '-'),
    role,
    env: own,
    url: undefined,
  }));
  const nodes = Array.from({ length: ports.length / 2 }, (_, index) => {
    const port = ports[2 * index];
    return {
      name: `api-${index + 1}`,
      role: 'api',
      env: { ...own, HOST: '127.0.0.1', PORT: String(port), GRPC_PORT: String(ports[2 * index + 1]) },
      url: `http://127.0.0.1:${port}`,
    };
  });
  return [...single, ...nodes];
}

/**
 * Gives each process a port for its metrics and health, as containers have.
 *
 * @param {ReturnType<typeof serviceList>} services
 * @returns {Promise<(ReturnType<typeof serviceList>[number] & { metrics: string })[]>} with the addresses
 */
export async function withMetrics(services) {
  const ports = await freePorts(services.length);
  return services.map((service, index) => ({
    ...service,
    env: { ...service.env, METRICS_PORT: String(ports[index]), METRICS_HOST: '127.0.0.1' },
    metrics: `http://127.0.0.1:${ports[index]}`,
  }));
}

/** Writes where the metrics are as Prometheus reads it (`file_sd_configs`). */
export function writeTargets(path, services) {
  const groups = services.map(({ name, metrics }) => ({
    targets: [new URL(metrics).host],
    labels: { job: 'wattlet', service: name },
  }));
  writeFileSync(path, `${JSON.stringify(groups, undefined, 2)}\n`);
}
