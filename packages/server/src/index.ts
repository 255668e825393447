export { presentedBy } from './access/presented.ts';
export { ensurePerson, type WantedPerson } from './accounts/ensure-person.ts';
export type { ServedFolder, ServedRoutes } from './api/build-api.ts';
export { findPortal } from './api/portal-files.ts';
export { type Config, ConfigError, readConfig } from './config.ts';
<<<<<<< HEAD
<<<<<<< HEAD
export { ensureSite } from './embedding/ensure-site.ts';
=======
export { openPageTokens, type PageCustomer, type PageTokens, type SiteKeys } from './embedding/page-tokens.ts';
>>>>>>> cd21031 (Show Wattlet in the portal of a made-up utility on another origin)
=======
export {
  openPageTokens,
  type PageCustomer,
  type PageTokens,
  type SiteKeys,
} from './embedding/page-tokens.ts';
>>>>>>> 8b5915a (Bring what is made of the sources up to date)
export { openNode, type WattletNode } from './node.ts';
export { logOptions } from './platform/log-options.ts';
export { interruption } from './process/interruption.ts';
export { expandRoles, ROLE_NAMES } from './roles/role-names.ts';
export { type Server, type ServerOptions, startServer } from './server.ts';
