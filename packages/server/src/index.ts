export { ensurePerson, type WantedPerson } from './accounts/ensure-person.ts';
export type { ServedFolder } from './api/build-api.ts';
export { type Config, ConfigError, readConfig } from './config.ts';
export { openNode, type WattletNode } from './node.ts';
export { logOptions } from './platform/log-options.ts';
export { interruption } from './process/interruption.ts';
export { expandRoles, ROLE_NAMES } from './roles/role-names.ts';
export { type Server, type ServerOptions, startServer } from './server.ts';
