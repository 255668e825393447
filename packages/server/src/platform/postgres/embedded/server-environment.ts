/**
 * Environment of the server: nothing of ours, which may hold secrets, and the same times and texts everywhere.
 * macOS needs LC_ALL, or the server stops as "multithreaded during startup".
 */
export const SERVER_ENVIRONMENT: Readonly<Record<string, string>> = {
  PATH: process.env['PATH'] ?? '',
  LC_ALL: 'C',
  TZ: 'UTC',
  // Windows does not load its socket library without it.
  ...(process.env['SystemRoot'] !== undefined && { SystemRoot: process.env['SystemRoot'] }),
};
