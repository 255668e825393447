import { ConfigError } from '../config-error.ts';
import type { CertificateFiles } from '../platform/tls/server-certificate.ts';

/** What a deployment decides of how the API listens. */
export interface ApiSettings {
  /** Certificate of the API and its key; undefined serves it without TLS. */
  readonly tls: CertificateFiles | undefined;
  /** Most connections of one address at once; 0 sets no limit. */
  readonly connectionsPerAddress: number;
  /** Most live streams of one principal on a node; 0 sets no limit. */
  readonly streamsPerPrincipal: number;
  /** How long a node that is to stop goes on serving, so that balancers find out first; in milliseconds. */
  readonly drainMs: number;
}

/** The environment variables of {@link ApiSettings}. */
export const API_SETTINGS = [
  {
    name: 'TLS_CERT_FILE',
    fallback: '',
    meaning:
      'PEM file of the certificate and its chain: the API speaks HTTPS, HTTP/2 and gRPC on its one port',
  },
  { name: 'TLS_KEY_FILE', fallback: '', meaning: 'PEM file of the key of TLS_CERT_FILE' },
  {
    name: 'CONNECTIONS_PER_ADDRESS',
    fallback: '256',
    meaning: 'connections of one address at once, but for TRUSTED_PROXIES and this machine; 0 sets no limit',
  },
  {
    name: 'STREAMS_PER_PRINCIPAL',
    fallback: '100',
    meaning:
      'live streams of one person, backend or operator at a node, ten times as many of an anonymous address; 0, or no limit of calls, sets none',
  },
  {
    name: 'DRAIN_SECONDS',
    fallback: '0',
    meaning:
      'seconds for which a node that is told to stop still serves, while /readyz says that it is going',
  },
] as const;

type Env = Readonly<Record<string, string | undefined>>;

/** @throws ConfigError naming the variable. */
export function readApiSettings(
  env: Env,
  number: (name: string, fallback: number, most: number) => number,
): ApiSettings {
  return {
    tls: readCertificateFiles(env['TLS_CERT_FILE'] || undefined, env['TLS_KEY_FILE'] || undefined),
    connectionsPerAddress: number('CONNECTIONS_PER_ADDRESS', 256, 1_000_000),
    streamsPerPrincipal: number('STREAMS_PER_PRINCIPAL', 100, 1_000_000),
    drainMs: number('DRAIN_SECONDS', 0, 600) * 1000,
  };
}

function readCertificateFiles(certFile?: string, keyFile?: string): CertificateFiles | undefined {
  if (certFile !== undefined && keyFile !== undefined) return { certFile, keyFile };
  if (certFile === keyFile) return undefined;
  const [set, missing] = certFile ? ['TLS_CERT_FILE', 'TLS_KEY_FILE'] : ['TLS_KEY_FILE', 'TLS_CERT_FILE'];
  throw new ConfigError(`${set} is set without ${missing}: a certificate and its key go together`);
}
