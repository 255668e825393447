// npm and npx as the user has them, so that their registry, proxy and certificates are in force.
const windows = process.platform === 'win32';

/** The command line that runs `npm` or `npx` with these arguments. */
export function npmCommand(program, ...args) {
  return windows ? [`${program}.cmd`, ...args.map((arg) => `"${arg}"`)] : [program, ...args];
}

/** Spawn options for {@link npmCommand}; `path` comes first on PATH. */
export function npmOptions(env) {
  return {
    shell: windows,
    // `npm run -s` would silence the log of what runs inside it as well.
    env: { ...env, npm_config_loglevel: 'notice' },
  };
}
