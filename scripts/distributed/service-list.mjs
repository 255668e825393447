import { ROLE_NAMES } from '../../packages/server/src/roles/role-names.ts';

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
