import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { dirname, extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { npmCommand, npmOptions } from '../lib/npm.mjs';
import { root } from '../lib/repository.mjs';

const run = promisify(execFile);
const here = dirname(fileURLToPath(import.meta.url));
/** What the pages of the project are made with. */
const TOOLS = {
  vite: '8.4.0',
  react: '19.3.1',
  'react-dom': '19.3.1',
  '@types/react': '19.3.3',
  '@types/react-dom': '19',
  vue: '3.5.45',
};
const TYPES = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css' };

/**
 * An empty project into which packages are installed by npm, as anybody would.
 *
 * @param {string} folder
 * @param {readonly string[]} archives of the packages
 */
export async function installProject(folder, archives) {
  const manifest = { name: 'project', private: true, type: 'module', dependencies: TOOLS };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(manifest));
  cpSync(here, folder, {
    recursive: true,
    filter: (path) => !/\.test\.mjs$|packages\.mjs$|project\.mjs$/.test(path),
  });
  const flags = ['--no-audit', '--no-fund', '--prefer-offline'];
  // In order: what one of them needs of another is on no registry yet.
  for (const archive of archives) {
    const [command, ...args] = npmCommand('npm', 'install', ...flags, archive);
    await run(command, args, { cwd: folder, ...npmOptions(process.env), maxBuffer: 64 * 1024 * 1024 });
  }
}

/** Runs a program that is installed in a project, to its end. @returns what it has printed */
export async function runInstalled(folder, program, ...args) {
  const { stdout } = await run(process.execPath, [program, ...args], { cwd: folder });
  return stdout;
}

/** The compiler of this repository. */
export const COMPILER = join(root, 'node_modules/typescript/bin/tsc');

/** Starts the server of a project on embedded parts. @returns its address, and how to end it */
export async function startInstalled(folder, env) {
  const { WATTLET_TEST_AMQP_URL: _, AMQP_URL: _broker, ...rest } = process.env;
  const child = spawn(
    process.execPath,
    [join(folder, 'node_modules/@wattlet/server/dist/cli/main.js'), 'serve'],
    {
      cwd: folder,
      env: { ...rest, PORT: '0', WATTLET_HOME: join(folder, 'home'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let said = '';
  const url = await new Promise((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text) => {
        said += text;
        const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(said) ?? [];
        if (found) resolve(found);
      });
    }
    child.once('exit', () => reject(new Error(`the server ended: ${said}`)));
  });
  return {
    url,
    async close() {
      if (child.exitCode !== null) return;
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

/** Serves the files of a folder. */
export async function serveFolder(folder) {
  const server = createServer((request, response) => {
    const path = normalize(new URL(request.url, 'http://x').pathname);
    const file = join(folder, path.endsWith('/') ? `${path}index.html` : path);
    if (!existsSync(file)) return response.writeHead(404).end();
    return response
      .writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'text/plain' })
      .end(readFileSync(file));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
