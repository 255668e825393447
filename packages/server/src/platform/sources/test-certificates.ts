import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const FOLDER = new URL('./test-certificates/', import.meta.url);

/** Key and certificate of a server on 127.0.0.1, for tests only. */
export const TEST_SERVER_TLS = {
  key: readFileSync(new URL('server-key.pem', FOLDER)),
  cert: readFileSync(new URL('server.pem', FOLDER)),
};

/** A trusted certificate, but of another host. */
export const TEST_OTHER_HOST_TLS = {
  ...TEST_SERVER_TLS,
  cert: readFileSync(new URL('other-host.pem', FOLDER)),
};

/** The authority that signed both, as a PEM file. */
export const TEST_AUTHORITY_FILE = fileURLToPath(new URL('authority.pem', FOLDER));
