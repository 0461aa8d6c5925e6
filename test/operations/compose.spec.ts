import { execFileSync, spawnSync } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { CONFIG_VARIABLES } from '../../src/config/variables.js';
import { readConfig } from '../../src/config.js';
import {
  type ComposeModel,
  composeModel,
  placeOf,
  readComposeFile,
  type Service,
  sourceOf,
  type Use,
} from './compose-model.js';
import { composeSchema } from './compose-schema.js';
import { all, environmentIn, readDockerfile } from './dockerfile.js';
import { envExample } from './env-example.js';
import { isInProject, projectPath, projectText } from './project.js';

const FILES = ['docker-compose.yml', 'docker-compose.cluster.yml', 'docker/kurrentdb-node.yml'];
const STARTS: [string, string[]][] = [
  ['one node', ['docker-compose.yml']],
  ['three nodes', ['docker-compose.yml', 'docker-compose.cluster.yml']],
];
/** Settings of Compose itself: they stand in no file. */
const OF_COMPOSE = ['COMPOSE_FILE'];

const runtime = readDockerfile().stages.at(-1)!;

function servicesOf(model: ComposeModel): [string, Service][] {
  return Object.entries(model.services);
}

describe('the compose files', () => {
  it.each(FILES)('%s has only keys and values that are known', (file) => {
    const validate = new Ajv({ allErrors: true, allowUnionTypes: true, strictTuples: false }).compile(composeSchema);
    validate(readComposeFile(file));
    expect(validate.errors ?? []).toEqual([]);
  });

  it('have a default for every variable, and .env.example names it with the same', () => {
    const uses: Use[] = [];
    for (const file of FILES) readComposeFile(file, {}, uses);
    const example = envExample();
    expect(uses.filter(({ otherwise }) => otherwise === undefined)).toEqual([]);
    for (const { name, otherwise } of uses) expect({ [name]: example[name] }).toEqual({ [name]: otherwise });
    const used = uses.map(({ name }) => name);
    expect(Object.keys(example).filter((name) => !used.includes(name))).toEqual(OF_COMPOSE);
    expect(example.COMPOSE_FILE).toBe(STARTS[1]![1].join(':'));
  });

  it('hold no password', () => {
    for (const [, files] of STARTS)
      for (const [name, { environment = {} }] of servicesOf(composeModel(files)))
        for (const [variable, value] of Object.entries(environment)) {
          if (/PASSWORD|SECRET|TOKEN/.test(variable))
            expect([name, variable]).toEqual([name, expect.stringMatching(/_FILE$/)]);
          expect(String(value)).not.toMatch(/:\/\/[^/]*:[^/]*@/);
        }
  });

  const hasCompose = spawnSync('docker', ['compose', 'version']).status === 0;
  (hasCompose ? it : it.skip)('are what docker compose itself accepts (skipped without it)', () => {
    for (const [, files] of STARTS)
      execFileSync('docker', ['compose', ...files.flatMap((file) => ['-f', file]), 'config', '--quiet'], {
        cwd: projectPath('.'),
      });
  });
});

describe.each(STARTS)('a start with %s', (_, files) => {
  const model = composeModel(files);
  const services = servicesOf(model);
  const service = (name: string) => model.services[name]!;

  it('uses the volumes that are declared, all of them, and mounts files that are there', () => {
    const sources = services.flatMap(([, { volumes = [] }]) => volumes.map(sourceOf));
    const files = sources.filter((source) => source.startsWith('./'));
    expect(files.filter((file) => !isInProject(file))).toEqual([]);
    expect(new Set(sources.filter((source) => !files.includes(source)))).toEqual(new Set(Object.keys(model.volumes)));
    for (const [, { volumes = [] }] of services) expect(new Set(volumes.map(placeOf)).size).toBe(volumes.length);
  });

  it('waits only for services that are there and can be waited for, in no circle', () => {
    const order: string[] = [];
    const visit = (name: string, above: string[]) => {
      expect(above).not.toContain(name);
      expect(Object.keys(model.services)).toContain(name);
      for (const [other, { condition }] of Object.entries(service(name).depends_on ?? {})) {
        visit(other, [...above, name]);
        const { healthcheck, build, restart = 'no' } = service(other);
        if (condition === 'service_healthy') {
          expect(healthcheck?.disable).toBeUndefined();
          expect(healthcheck?.test ?? (build && all(runtime, 'HEALTHCHECK')[0])).toBeTruthy();
        }
        // One that is started again when it ends never counts as completed.
        if (condition === 'service_completed_successfully') expect(restart).toBe('no');
      }
      if (!order.includes(name)) order.push(name);
    };
    for (const [name] of services) visit(name, []);
    expect(order[0]).toBe('prepare');
  });

  it('publishes the service alone, on this machine alone', () => {
    const published = services.flatMap(([name, { ports = [] }]) => ports.map((port) => `${name} ${port}`));
    expect(published).toEqual(['api 127.0.0.1:3000:3000']);
    expect(environmentIn(runtime).PORT).toBe('3000');
    const chosen = composeModel(files, { LEDGER_ADDRESS: '0.0.0.0', LEDGER_PORT: '80' });
    expect(chosen.services.api?.ports).toEqual(['0.0.0.0:80:3000']);
  });

  it('names a version of every image', () => {
    for (const [name, { image }] of services)
      expect([name, image]).toEqual([name, expect.stringMatching(/^[a-z0-9./-]+:[0-9][a-z0-9.-]*$/)]);
    expect(service('api').image).toBe(`progress-ledger:${JSON.parse(projectText('package.json')).version}`);
  });

  it('runs programs that are there', () => {
    for (const [name, { entrypoint = [], command = [], volumes = [] }] of services) {
      const [shell, script] = entrypoint;
      if (shell === '/bin/sh') expect([name, volumes.map(placeOf)]).toEqual([name, expect.arrayContaining([script])]);
      const program = command.find((word) => word.startsWith('dist/'));
      if (program) expect([program, isInProject(program)]).toEqual([program, true]);
    }
    expect(service('api').command?.join()).not.toBe(service('projections').command?.join());
  });

  it.each(['api', 'projections'])('gives %s variables that the service knows, and leaves none out', (name) => {
    const fromFiles = /^for name in ([A-Z_ ]+);/m.exec(projectText('docker/entrypoint.sh'))![1]!.split(' ');
    const given = Object.keys(service(name).environment ?? {});
    const known: string[] = [...CONFIG_VARIABLES, ...fromFiles.map((variable) => `${variable}_FILE`)];
    expect(given.filter((variable) => !known.includes(variable))).toEqual([]);
    const set = [...given, ...Object.keys(environmentIn(runtime))];
    expect(CONFIG_VARIABLES.filter((variable) => !set.includes(variable))).toEqual([]);
  });

  describe('after docker/prepare.sh', () => {
    const root = mkdtempSync(join(tmpdir(), 'ledger-prepare-'));
    const read = (path: string) => readFileSync(join(root, path), 'utf8').trim();
    const environment = service('prepare').environment ?? {};
    const nodes = String(environment.KURRENTDB_NODES).split(' ');

    beforeAll(() => {
      execFileSync('sh', [projectPath('docker/prepare.sh'), root], { env: { ...process.env, ...texts(environment) } });
    });
    afterAll(() => rmSync(root, { recursive: true }));

    it.each(['api', 'projections'])('gives %s a configuration that it accepts', (name) => {
      const config = readConfig(environmentOf(service(name), root), { sharedDatabase: true });
      expect(config.databaseUrl).toMatch(/^postgres:\/\/ledger_owner:[0-9a-f]{48}@postgres:5432\/ledger$/);
      expect(config.databaseAppUrl).toMatch(/^postgres:\/\/ledger_service:[0-9a-f]{48}@postgres:5432\/ledger$/);
      const hosts = /^esdb:\/\/ledger:[0-9a-f]{48}@([^?]+)\?/.exec(config.eventStoreDb?.url ?? '')?.[1]?.split(',');
      expect(hosts).toEqual(nodes.map((node) => `${node}:2113`));
      expect(Object.keys(model.services)).toEqual(expect.arrayContaining(['postgres', ...nodes]));
    });

    it('gives the service’s authority and addresses where it is told to look for them', () => {
      const { volumes = [], environment = {} } = service('api');
      const mounted = new Map(volumes.map((volume) => [sourceOf(volume), placeOf(volume)]));
      const folder = placeOf(service('prepare').volumes!.find((volume) => sourceOf(volume) === 'ledger-secrets')!);
      expect(folder).toBe('/run/prepare/ledger');
      expect(mounted.get('ledger-secrets')).toBe('/run/ledger');
      expect(read('ledger/eventstoredb-url')).toContain('tlsCAFile=/run/ledger/ca.crt');
      const files = Object.entries(environment).filter(([name]) => /^(DATABASE|EVENTSTOREDB)_.*_FILE$/.test(name));
      expect(files).toHaveLength(3);
      for (const [, path] of files)
        expect(readdirSync(join(root, 'ledger')).map((name) => `/run/ledger/${name}`)).toContain(path);
    });

    it('gives every node a certificate for the name that the others and the service know it by', () => {
      expect(services.map(([name]) => name).filter((name) => /^kurrentdb-\d$/.test(name))).toEqual(nodes);
      for (const node of nodes) {
        const { environment = {}, volumes = [] } = service(node);
        expect(environment.KURRENTDB_NODE_HOST_ADVERTISE_AS).toBe(node);
        expect(environment.KURRENTDB_REPLICATION_HOST_ADVERTISE_AS).toBe(node);
        expect(environment.KURRENTDB_CLUSTER_SIZE).toBe(nodes.length);
        const others = nodes.filter((other) => other !== node).map((other) => `${other}:2113`);
        expect(environment.KURRENTDB_GOSSIP_SEED ?? '').toBe(others.join(','));
        const mount = placeOf(volumes.find((volume) => sourceOf(volume) === 'kurrentdb-secrets')!);
        const file = (variable: string) => String(environment[variable]).replace(mount, 'kurrentdb');
        const certificate = new X509Certificate(read(file('KURRENTDB_CERTIFICATE_FILE')));
        expect(certificate.checkHost(node)).toBe(node);
        expect(read(file('KURRENTDB_CERTIFICATE_PRIVATE_KEY_FILE'))).toMatch(/^-----BEGIN (RSA )?PRIVATE KEY-----/);
        const authority = new X509Certificate(read(`${file('KURRENTDB_TRUSTED_ROOT_CERTIFICATES_PATH')}/ca.crt`));
        expect(certificate.checkIssued(authority)).toBe(true);
        expect(volumes.map(sourceOf)).toEqual(expect.arrayContaining([`${node}-data`, `${node}-logs`]));
      }
    });
  });
});

function texts(environment: Record<string, string | number>): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, String(value)]));
}

/** What a service's process finds in its environment once docker/entrypoint.sh has read the files. */
function environmentOf({ environment = {} }: Service, root: string): Record<string, string> {
  const env = Object.fromEntries(
    Object.entries(texts(environment)).map(([name, value]) => [
      name,
      value.replace(/^\/run\/ledger\//, `${root}/ledger/`),
    ]),
  );
  const output = execFileSync('sh', [projectPath('docker/entrypoint.sh'), 'env', '-0'], {
    env: { ...env, PATH: process.env.PATH ?? '' },
    encoding: 'utf8',
  });
  return Object.fromEntries(
    output
      .split('\0')
      .filter(Boolean)
      .map((line) => line.split(/=(.*)/s).slice(0, 2)),
  );
}
