/** Settings of the embedded server. Nothing here trades safety for speed: fsync and full_page_writes stay on. */
const SETTINGS: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  // No socket file: its path is limited to some 100 characters, and it would lie outside of the home.
  unix_socket_directories: '',
  // Eleven processes of a distribution open some 140 while little is asked, and more when much is.
  max_connections: '300',
  shared_buffers: '128MB',
  work_mem: '16MB',
  maintenance_work_mem: '128MB',
  max_wal_size: '2GB',
  checkpoint_timeout: '15min',
  random_page_cost: '1.1',
  // The queries are short; compiling them takes longer than running them.
  jit: 'off',
  password_encryption: 'scram-sha-256',
  log_destination: 'stderr',
  logging_collector: 'off',
  log_line_prefix: '%m [%p] %a ',
};

/** The arguments of `postgres` for a data folder and a port. */
export function serverArguments(dataFolder: string, port: number): string[] {
  const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return ['-D', dataFolder, '-p', String(port), ...settings];
}
