// npm and npx as the user has them, so that their registry, proxy and certificates are in force.
const windows = process.platform === 'win32';

/** The command line that runs `npm` or `npx` with these arguments. */
export function npmCommand(program, ...args) {
  return windows ? [`${program}.cmd`, ...args.map((arg) => `"${arg}"`)] : [program, ...args];
}

/** Spawn options for {@link npmCommand}, without what an `npm run` around this has set for itself. */
export function npmOptions({ npm_config_local_prefix: _, ...env }) {
  // `npm run -s` would silence the log as well.
  return { shell: windows, env: { ...env, npm_config_loglevel: 'notice' } };
}
