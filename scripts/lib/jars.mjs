import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cache } from './repository.mjs';
import { SetupError } from './setup-error.mjs';
import { withSetupLock } from './setup-lock.mjs';
import { runLogged, step } from './step.mjs';

const COPY = 'org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies';

/**
 * The jars of artifacts of Maven Central and of what they need at run time, kept in `.cache/`.
 *
 * @param {string} name of the folder; another set of jars needs another name
 * @param {string[]} artifacts each `group:artifact:version`
 * @returns {{ folder: string, missing: string | undefined }} `missing` says why what is in them cannot be started now
 */
export function jars(name) {
  const folder = join(cache, 'jars', name);
  const missing = existsSync(folder) ? noJava() : `its jars are not in ${folder}`;
  return { folder, missing };
}

/**
 * Gets the jars with Maven, unless they are there.
 *
 * @throws {SetupError} where there is no Java or no Maven, or Maven fails
 */
export async function fetchJars(name, artifacts) {
  const { folder } = jars(name);
  const problem = noJava();
  if (problem) throw new SetupError(problem);
  if (!existsSync(folder)) {
    await withSetupLock(async () => {
      if (!existsSync(folder))
        await step(`Getting ${artifacts.join(' and ')} from Maven Central`, () =>
          fetch(folder, name, artifacts),
        );
    });
  }
  return folder;
}

function noJava() {
  if (spawnSync('java', ['-version'], { stdio: 'ignore' }).status === 0) return undefined;
  return 'there is no java on PATH: install Java 17 or newer';
}

/** Copies into a folder beside and renames it: an interrupted download leaves nothing that looks whole. */
async function fetch(folder, name, artifacts) {
  if (spawnSync('mvn', ['--version'], { stdio: 'ignore' }).status !== 0)
    throw new SetupError('there is no mvn on PATH: install Maven');
  const part = `${folder}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  const pom = `${folder}.pom.xml`;
  writeFileSync(pom, pomOf(name, artifacts));
  // Strict about checksums, no progress bars.
  const flags = ['--batch-mode', '--quiet', '--strict-checksums', '--file', pom];
  const where = ['-DincludeScope=runtime', `-DoutputDirectory=${part}`];
  await runLogged(`jars-${name}`, ['mvn', ...flags, COPY, ...where]);
  renameSync(part, folder);
}

function pomOf(name, artifacts) {
  const dependencies = artifacts.map((artifact) => {
    const [group, id, version] = artifact.split(':');
    return `    <dependency><groupId>${group}</groupId><artifactId>${id}</artifactId><version>${version}</version></dependency>`;
  });
  return `<project xmlns="http://maven.apache.org/POM/4.0.0">
  <modelVersion>4.0.0</modelVersion>
  <groupId>wattlet</groupId><artifactId>${name}</artifactId><version>1</version><packaging>pom</packaging>
  <dependencies>
${dependencies.join('\n')}
  </dependencies>
</project>
`;
}
