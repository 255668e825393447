import type { Setting } from '../config.ts';

/** Environment variables that only some commands read. */
export const COMMAND_SETTINGS: readonly Setting[] = [
  {
    name: 'WATTLET_URL',
    fallback: 'http://127.0.0.1:8080',
    meaning: 'server that simulate talks to, with WATTLET_TOKEN',
  },
  {
    name: 'WATTLET_TOKEN',
    fallback: '',
    meaning: 'secret of a site, or access token of a person, that simulate shows to that server',
    secret: true,
  },
  {
    name: 'WATTLET_PASSWORD',
    fallback: '',
    meaning: 'password of a person that user create makes, who is not asked for it then',
    secret: true,
  },
  {
    name: 'PG_BIN',
    fallback: '',
    meaning:
      'folder of pg_dump and pg_restore, for backup and restore; without it they are looked for in PATH',
  },
];

/** Environment variables that libraries read by themselves: what every tool of Amazon's takes does here, too. */
export const LIBRARY_SETTINGS: readonly Setting[] = [
  { name: 'AWS_ACCESS_KEY_ID', fallback: '', meaning: 'who signs in to the object store of BLOB_URL' },
  {
    name: 'AWS_SECRET_ACCESS_KEY',
    fallback: '',
    meaning:
      'secret key of AWS_ACCESS_KEY_ID; instead of both the roles of machines and other ways of Amazon work',
    secret: true,
  },
];
