import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchJars, jars } from './jars.mjs';
import { freePorts, startJava } from './java-server.mjs';

const NAME = 's3proxy-2.9.0';
const ARTIFACTS = ['org.gaul:s3proxy:2.9.0'];
const JAVA = ['-Xmx256m', '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-Xshare:auto'];

/** What clients of the server sign with: it is for tests and development only. */
export const S3_CREDENTIALS = { accessKeyId: 'wattlet', secretAccessKey: 'not-a-secret' };
export const S3_BUCKET = 'wattlet';

/** Why no server can be started without a download, or undefined where one can. */
export function s3Missing() {
  return jars(NAME).missing;
}

/**
 * Starts an S3Proxy on 127.0.0.1 with one bucket, whose objects are files. Gets its jars first where they are missing.
 *
 * @param {object} [options]
 * @param {number} [options.port] a free one where it is missing
 * @param {string} [options.folder] of its files, kept; a temporary one that goes with disposal where it is missing
 * @returns {Promise<import('./s3-server.mjs').S3Server>}
 */
export async function startS3({ port, folder } = {}) {
  const lib = await fetchJars(NAME, ARTIFACTS);
  const own = folder === undefined;
  const home = folder ?? mkdtempSync(join(tmpdir(), 'wattlet-s3-'));
  mkdirSync(join(home, 'data', S3_BUCKET), { recursive: true });
  const [free] = await freePorts(1);
  const listener = port ?? free;
  const properties = join(home, 's3proxy.conf');
  const logging = join(home, 'logback.xml');
  writeFileSync(properties, propertiesOf(listener, join(home, 'data')));
  writeFileSync(logging, LOGGING);
  const args = [...JAVA, `-Dlogback.configurationFile=${logging}`, '-cp', join(lib, '*')];
  let server;
  const start = async () => {
    const main = ['org.gaul.s3proxy.Main', '--properties', properties];
    server ??= await startJava('S3Proxy', {
      args: [...args, ...main],
      port: listener,
      log: join(home, 'output.log'),
    });
  };
  const stop = async () => {
    const running = server;
    server = undefined;
    await running?.stop();
  };
  const dispose = async () => {
    await stop();
    if (own) rmSync(home, { recursive: true, force: true });
  };
  try {
    await start();
  } catch (error) {
    await dispose();
    throw error;
  }
  const endpoint = `http://127.0.0.1:${listener}`;
  const url = `s3://${S3_BUCKET}?endpoint=${endpoint}`;
  return {
    url,
    endpoint,
    folder: join(home, 'data', S3_BUCKET),
    start,
    stop,
    [Symbol.asyncDispose]: dispose,
  };
}

function propertiesOf(port, folder) {
  return `s3proxy.endpoint=http://127.0.0.1:${port}
s3proxy.authorization=aws-v4
s3proxy.identity=${S3_CREDENTIALS.accessKeyId}
s3proxy.credential=${S3_CREDENTIALS.secretAccessKey}
jclouds.provider=filesystem-nio2
jclouds.identity=files
jclouds.credential=files
jclouds.filesystem.basedir=${folder}
`;
}

const LOGGING = `<configuration>
  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>%d %p %c{1} %m%n</pattern></encoder>
  </appender>
  <root level="WARN"><appender-ref ref="out"/></root>
</configuration>
`;
