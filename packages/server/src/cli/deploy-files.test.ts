import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { suite, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parse, parseAllDocuments } from 'yaml';
import { ARCHIVES } from '../api/build-api.ts';
import { readConfig, SETTINGS } from '../config.ts';
import { expandRoles, ROLE_NAMES } from '../roles/role-names.ts';
import { LIBRARY_SETTINGS } from './command-settings.ts';

const DEPLOY = fileURLToPath(new URL('../../../../deploy/', import.meta.url));
const read = (file: string): string => readFileSync(`${DEPLOY}/${file}`, 'utf8');

const KNOWN: ReadonlySet<string> = new Set(
  [...SETTINGS, ...LIBRARY_SETTINGS].map(({ name }) => name).concat('NODE_ENV'),
);

/** What the image sets. */
const IMAGE = Object.fromEntries(
  [...(/^ENV NODE_ENV[\s\S]*?[^\\]\n/m.exec(read('Dockerfile'))?.[0] ?? '').matchAll(/([A-Z_]+)=(\S+)/g)].map(
    ([, name = '', value = '']) => [name, value],
  ),
);
/** What is kept on a machine is below it. */
const HOME = IMAGE['WATTLET_HOME'];

/** What whoever deploys fills in; secrets are made by `openssl rand -hex 32`. */
const FILLED_IN: Readonly<Record<string, string>> = {
  PUBLIC_URL: 'https://energy.example',
  SOURCE_URL: 'ftps://reader@files.example/exports',
  SOURCE_PASSWORD: 'secret',
  DATABASE_URL: 'postgres://wattlet:secret@db.example/wattlet',
  AMQP_URL: 'amqp://wattlet:secret@rabbitmq.example',
};
const filledIn = (name: string): string => FILLED_IN[name] ?? 'ab'.repeat(32);

function unknownSettings(names: Iterable<string>): string[] {
  return [...names].filter((name) => !KNOWN.has(name));
}

/** The role of `serve --role ROLE`, which must be one. */
function roleOf(command: readonly string[]): string {
  const [verb, option, role = ''] = command;
  assert.deepEqual([verb, option], ['serve', '--role']);
  assert.deepEqual([...expandRoles([role])], [role]);
  return role;
}

interface Service {
  readonly image?: string;
  readonly hostname?: string;
  readonly command?: string[];
  readonly environment?: Record<string, string>;
  readonly networks?: string[];
  readonly depends_on?: Record<string, unknown> | string[];
  readonly volumes?: string[];
  readonly ports?: string[];
  readonly read_only?: boolean;
  readonly cap_drop?: string[];
  readonly security_opt?: string[];
  readonly healthcheck?: unknown;
}

interface Network {
  readonly internal?: boolean;
  readonly ipam?: { readonly config: readonly { readonly subnet: string }[] };
}

interface Compose {
  readonly services: Record<string, Service>;
  readonly networks: Record<string, Network | null>;
  readonly volumes: Record<string, unknown>;
}

suite('compose.yaml', () => {
  const compose: Compose = parse(read('compose.yaml'), { merge: true });
  const services = Object.entries(compose.services);
  const ours = services.filter(([, { image }]) => image === 'wattlet:local');

  test('every role has a container of its own, and the API has two', () => {
    const roles = ours.map(([, { command = [] }]) => roleOf(command)).sort();
    assert.deepEqual(roles, [...ROLE_NAMES, 'api'].sort());
  });

  test('every image has a version', () => {
    for (const [name, { image }] of services) assert.match(image ?? '', /:(?!latest$)[\w.-]+$/, name);
  });

  test('every setting is one that the server reads, and no secret stands in the file', () => {
    for (const [name, { environment = {} }] of ours) {
      assert.deepEqual(unknownSettings(Object.keys(environment)), [], name);
    }
    for (const [name, { environment = {} }] of services) {
      for (const [setting, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET|TOKEN|_PASS$/.test(setting))
          assert.match(String(value), /^\$\{\w+:?[?-]/, `${name} ${setting}`);
      }
    }
  });

  test('the values of every container are ones that the server takes, and its health is asked for where it tells it', () => {
    for (const [name, { environment = {}, healthcheck }] of ours) {
      const values = Object.entries(environment).map(([setting, value]) => [
        setting,
        String(value)
          .replace(/\$\{(\w+):\?\}/g, (_, variable) => filledIn(variable))
          .replace(/\$\{\w+:-(.*?)\}/g, '$1'),
      ]);
      const config = readConfig({ ...IMAGE, ...Object.fromEntries(values) });
      assert.ok(JSON.stringify(healthcheck).includes(`http://127.0.0.1:${config.metricsPort}/readyz`), name);
    }
  });

  test('our containers write nowhere, may do nothing and are watched', () => {
    for (const [name, service] of ours) {
      assert.equal(service.read_only, true, name);
      assert.deepEqual(service.cap_drop, ['ALL'], name);
      assert.deepEqual(service.security_opt, ['no-new-privileges:true'], name);
      assert.ok(service.healthcheck, name);
      assert.equal(service.ports, undefined, `${name} is reached through Caddy only`);
    }
  });

  test('Caddy and the API meet in the network whose addresses are trusted, and in no other', () => {
    const { caddy, 'api-1': api } = compose.services;
    const shared = caddy?.networks?.filter((network) => api?.networks?.includes(network));
    assert.deepEqual(shared, ['inside']);
    const { ipam } = compose.networks['inside'] ?? {};
    assert.deepEqual(
      ipam?.config.map(({ subnet }) => subnet),
      [api?.environment?.['TRUSTED_PROXIES']],
    );
  });

  test('PostgreSQL takes as many connections as all containers open when there is much to do', () => {
    const [, most] =
      /max_connections=(\d+)/.exec(compose.services['postgres']?.command?.join(' ') ?? '') ?? [];
    const nodes = ours.filter(([, { command }]) => command?.includes('api')).length;
    // As docs/operations.md says it.
    assert.ok(Number(most) >= 50 * nodes + 16 * (ours.length - nodes));
  });

  test('RabbitMQ finds its queues again when its container is made anew', () => {
    const { hostname, volumes } = compose.services['rabbitmq'] ?? {};
    assert.deepEqual([hostname, volumes], ['rabbitmq', ['rabbitmq:/var/lib/rabbitmq']]);
  });

  test('what services name is there, and engines are not reached from outside', () => {
    for (const [name, { depends_on = {}, networks = [], volumes = [], ports }] of services) {
      const others = Array.isArray(depends_on) ? depends_on : Object.keys(depends_on);
      for (const other of others) assert.ok(other in compose.services, `${name} depends on ${other}`);
      for (const network of networks) assert.ok(network in compose.networks, `${name} is in ${network}`);
      for (const volume of volumes.filter((each) => !each.startsWith('.')))
        assert.ok((volume.split(':')[0] ?? '') in compose.volumes, `${name} has ${volume}`);
      if (name !== 'caddy') assert.equal(ports, undefined, name);
    }
    assert.equal(compose.networks['inside']?.internal, true);
    for (const engine of ['postgres', 'kafka', 'rabbitmq', 'objects'])
      assert.deepEqual(compose.services[engine]?.networks, ['inside'], engine);
  });

  test('the variables that it wants are those of the example', () => {
    const wanted = new Set([...read('compose.yaml').matchAll(/\$\{(\w+):\?\}/g)].map(([, name]) => name));
    const example = new Set([...read('.env.example').matchAll(/^(\w+)=/gm)].map(([, name]) => name));
    for (const name of wanted) assert.ok(example.has(name), name);
  });

  test('what stands before the API knows both nodes by their names and ports', () => {
    const caddy = read('caddy/Caddyfile');
    for (const [name, { environment = {} }] of ours.filter(([, { command }]) => command?.includes('api'))) {
      assert.ok(caddy.includes(`${name}:${environment['PORT']}`), name);
      assert.ok(caddy.includes(`h2c://${name}:${environment['GRPC_PORT']}`), name);
    }
  });
});

interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: string };
}

interface Container {
  readonly args?: string[];
  readonly resources?: { requests?: unknown; limits?: { memory?: string } };
  readonly ports?: { name: string; containerPort: number }[];
  readonly startupProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly securityContext?: Record<string, unknown>;
  readonly volumeMounts?: { name: string; mountPath: string; subPath?: string }[];
}

interface Backend {
  readonly service: { name: string; port: { name: string } };
}

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly data?: Record<string, string>;
  readonly spec?: {
    readonly replicas?: number;
    readonly accessModes?: string[];
    readonly rules?: { http: { paths: { backend: Backend }[] } }[];
    readonly ports?: { name: string }[];
    readonly selector?: { matchLabels?: Record<string, string> };
    readonly podSelector?: { matchLabels?: Record<string, string> };
    readonly policyTypes?: string[];
    readonly ingress?: unknown;
    readonly egress?: unknown;
    readonly template?: {
      readonly metadata: {
        readonly labels: Record<string, string>;
        readonly annotations?: Record<string, string>;
      };
      readonly spec: {
        readonly containers: Container[];
        readonly volumes: { name: string; persistentVolumeClaim?: { claimName: string } }[];
        readonly securityContext: Record<string, unknown>;
        readonly automountServiceAccountToken?: boolean;
        readonly terminationGracePeriodSeconds: number;
      };
    };
  };
}

suite('the manifests of Kubernetes', () => {
  const manifests = globSync('kubernetes/*.yaml', { cwd: DEPLOY }).flatMap((file) =>
    parseAllDocuments(read(file)).map((document): Manifest => {
      assert.deepEqual(document.errors, [], file);
      return document.toJS();
    }),
  );
  const of = (kind: string) => manifests.filter((manifest) => manifest.kind === kind);
  const deployments = of('Deployment');
  const containerOf = ({ spec }: Manifest): Container => {
    const [container, ...others] = spec?.template?.spec.containers ?? [];
    assert.ok(container && others.length === 0);
    return container;
  };

  test('every role has one deployment, and everything is in the namespace', () => {
    const roles = deployments.map((deployment) => roleOf(containerOf(deployment).args ?? [])).sort();
    assert.deepEqual(roles, [...ROLE_NAMES].sort());
    for (const { kind, metadata } of manifests)
      if (kind !== 'Namespace') assert.equal(metadata.namespace, 'wattlet', `${kind} ${metadata.name}`);
  });

  test('every setting is one that the server reads', () => {
    const [config] = of('ConfigMap');
    assert.deepEqual(unknownSettings(Object.keys(config?.data ?? {})), []);
    const secrets = /Secret of the name "wattlet": ([A-Z_,\s#]+)\./.exec(read('kubernetes/config.yaml'))?.[1];
    assert.deepEqual(unknownSettings(secrets?.match(/[A-Z_]+/g) ?? ['?']), []);
    assert.deepEqual(of('Secret'), []);
  });

  test('every container is probed, has its share, and may do nothing else', () => {
    for (const deployment of deployments) {
      const { name } = deployment.metadata;
      const container = containerOf(deployment);
      const pod = deployment.spec?.template?.spec;
      assert.ok(container.startupProbe && container.livenessProbe, name);
      assert.ok(container.resources?.requests && container.resources.limits?.memory, name);
      assert.equal(pod?.securityContext['runAsNonRoot'], true, name);
      assert.equal(pod.automountServiceAccountToken, false, name);
      assert.equal(container.securityContext?.['readOnlyRootFilesystem'], true, name);
      assert.equal(container.securityContext['allowPrivilegeEscalation'], false, name);
      assert.deepEqual(container.securityContext['capabilities'], { drop: ['ALL'] }, name);
      const volumes = pod.volumes.map((volume) => volume.name);
      for (const mount of container.volumeMounts ?? []) assert.ok(volumes.includes(mount.name), name);
      assert.deepEqual(
        deployment.spec?.selector?.matchLabels,
        deployment.spec?.template?.metadata.labels,
        name,
      );
    }
  });

  test('the values are ones that the server takes, and what listens, is probed and is scraped are the same ports', () => {
    const secrets = ['DATABASE_URL', 'WATTLET_SECRET', 'OPERATOR_TOKEN', 'AMQP_URL', 'SOURCE_PASSWORD'];
    const secret = Object.fromEntries(secrets.map((name) => [name, filledIn(name)]));
    const { port, grpcPort, metricsPort, host, metricsHost } = readConfig({
      ...IMAGE,
      ...of('ConfigMap')[0]?.data,
      ...secret,
    });
    assert.deepEqual([host, metricsHost], ['0.0.0.0', '0.0.0.0']);
    const listened: Record<string, number | undefined> = { http: port, grpc: grpcPort, metrics: metricsPort };
    for (const deployment of deployments) {
      const { name } = deployment.metadata;
      const { ports = [], startupProbe, livenessProbe, readinessProbe } = containerOf(deployment);
      for (const each of ports) assert.equal(each.containerPort, listened[each.name], `${name} ${each.name}`);
      const names = ports.map((each) => each.name);
      assert.deepEqual(names, name === 'api' ? ['http', 'grpc', 'metrics'] : ['metrics'], name);
      const probed = [startupProbe, livenessProbe, readinessProbe].map((probe) => probe?.httpGet);
      assert.deepEqual(
        probed.map((probe) => probe?.path),
        ['/livez', '/livez', '/readyz'],
        name,
      );
      for (const probe of probed)
        assert.ok(probe?.port !== 'grpc' && names.includes(probe?.port ?? ''), name);
      const scraped = deployment.spec?.template?.metadata.annotations?.['prometheus.io/port'];
      assert.equal(scraped, String(metricsPort), name);
    }
  });

  test('a node has the time to drain and to stop before it is killed', () => {
    const [config] = of('ConfigMap');
    const drain = Number(config?.data?.['DRAIN_SECONDS']);
    assert.ok(drain > 0);
    for (const { metadata, spec } of deployments)
      assert.ok((spec?.template?.spec.terminationGracePeriodSeconds ?? 0) >= drain + 10, metadata.name);
  });

  test('what has several processes keeps some of them, and budgets and services select what is there', () => {
    const parts = new Map(deployments.map(({ metadata, spec }) => [metadata.name, spec?.replicas]));
    const budgets = of('PodDisruptionBudget').map(({ spec }) => spec?.selector?.matchLabels?.['part']);
    for (const [part, replicas = 1] of parts) assert.equal(budgets.includes(part), replicas > 1, part);
    assert.ok((parts.get('api') ?? 0) > 1);
  });

  test('pages find what they load of an earlier release at any API node, also after all were replaced', () => {
    const api = deployments.find(({ metadata }) => metadata.name === 'api');
    for (const folder of Object.values(ARCHIVES)) {
      const mount =
        api && containerOf(api).volumeMounts?.find(({ mountPath }) => mountPath === `${HOME}/${folder}`);
      assert.equal(mount?.subPath, folder);
      const volume = api?.spec?.template?.spec.volumes.find(({ name }) => name === mount.name);
      const claim = of('PersistentVolumeClaim').find(
        ({ metadata }) => metadata.name === volume?.persistentVolumeClaim?.claimName,
      );
      assert.deepEqual(claim?.spec?.accessModes, ['ReadWriteMany'], folder);
    }
  });

  test('pages and gRPC come in, each by a port that the API has', () => {
    const ports = of('Service').flatMap(({ metadata, spec }) =>
      (spec?.ports ?? []).map(({ name }) => `${metadata.name} ${name}`),
    );
    const backends = of('Ingress').flatMap(({ spec }) =>
      (spec?.rules ?? []).flatMap(({ http }) => http.paths.map(({ backend }) => backend.service)),
    );
    assert.deepEqual(backends.map(({ name, port }) => `${name} ${port.name}`).sort(), ports.sort());
  });

  test('nothing talks to anything unless a policy says so', () => {
    const policies = of('NetworkPolicy');
    const all = policies.find(({ metadata }) => metadata.name === 'deny-all');
    assert.deepEqual(all?.spec?.podSelector, {});
    assert.deepEqual(all?.spec?.policyTypes, ['Ingress', 'Egress']);
    assert.equal(all?.spec?.ingress ?? all?.spec?.egress, undefined);
  });
});

suite('the image', () => {
  const dockerfile = read('Dockerfile');

  test('it runs without root, as the same number that the manifests name', () => {
    const [last] = dockerfile.split(/^FROM /m).slice(-1);
    assert.match(last ?? '', /^USER 10001:10001$/m);
    for (const file of ['api', 'streams', 'people']) {
      assert.match(read(`kubernetes/${file}.yaml`), /runAsUser: 10001/);
    }
  });

  test('every setting in it is one that the server reads', () => {
    const names = Object.keys(IMAGE);
    assert.ok(names.length > 2);
    assert.deepEqual(unknownSettings(names), []);
  });

  test("what builds it has the compiler, which is the root's", () => {
    const root = JSON.parse(readFileSync(new URL('../../../../package.json', import.meta.url), 'utf8'));
    assert.ok('typescript' in root.devDependencies);
    assert.match(dockerfile, new RegExp(`install --frozen-lockfile \\\\\n\\s+--filter ${root.name} `));
  });

  test('what it copies is there', () => {
    const root = fileURLToPath(new URL('../../../../', import.meta.url));
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, paths = '']) =>
      paths.split(' '),
    );
    assert.ok(copied.length > 5);
    for (const path of copied) assert.equal(globSync(path, { cwd: root }).length, 1, path);
  });
});
