import { readdirSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { composeModel } from './compose-model.js';
import { isInProject, projectPath, projectText } from './project.js';

interface Step {
  uses?: string;
  run?: string;
  with?: Record<string, unknown>;
}

interface Job {
  'runs-on': string;
  'timeout-minutes'?: number;
  steps: Step[];
  strategy?: { matrix: Record<string, unknown[]> };
  services?: Record<string, { image: string; ports?: string[] }>;
  env?: Record<string, string>;
}

const FOLDER = '.github/workflows';
const workflows = readdirSync(projectPath(FOLDER)).map((name) => {
  const document = parseDocument(projectText(`${FOLDER}/${name}`), { uniqueKeys: true });
  return { name, document, content: document.toJS() as { jobs: Record<string, Job>; permissions: unknown } };
});
const jobs = workflows.flatMap(({ content }) => Object.entries(content.jobs));
const steps = jobs.flatMap(([, job]) => job.steps);
const { scripts, engines } = JSON.parse(projectText('package.json'));

describe('the workflows', () => {
  it('are proper YAML and may only read', () => {
    for (const { document, content } of workflows) {
      expect([...document.errors, ...document.warnings]).toEqual([]);
      expect(content.permissions).toEqual({ contents: 'read' });
    }
  });

  it('use named versions, and come to an end', () => {
    for (const { uses } of steps) if (uses) expect(uses).toMatch(/^actions\/[a-z-]+@v\d+(\.\d+\.\d+)?$/);
    for (const [name, job] of jobs) {
      expect([name, job['runs-on']]).toEqual([name, expect.stringMatching(/^ubuntu-\d/)]);
      expect([name, job['timeout-minutes']]).toEqual([name, expect.any(Number)]);
    }
  });

  it('run scripts, configurations and tests that are there', () => {
    const commands = steps.flatMap(({ run }) => run ?? []);
    const named = commands.flatMap((run) => [...run.matchAll(/npm (?:run )?([a-z:]+)/g)].map(([, name]) => name!));
    expect(named.filter((name) => name !== 'ci' && !scripts[name])).toEqual([]);
    const files = commands.flatMap((run) => run.match(/(?:test\/\S+|jest\.\S+)/g) ?? []);
    expect(files.length).toBeGreaterThan(2);
    expect(files.filter((file) => !isInProject(file))).toEqual([]);
  });

  it('use matrix values that the matrix has', () => {
    for (const [name, job] of jobs) {
      const { include = [], ...listed } = job.strategy?.matrix ?? {};
      const known = [...Object.keys(listed), ...include.flatMap((entry) => Object.keys(entry as object))];
      const used = [...JSON.stringify(job).matchAll(/\$\{\{ matrix\.(\w+) \}\}/g)].map(([, key]) => key!);
      expect([name, used.filter((key) => !known.includes(key))]).toEqual([name, []]);
    }
  });

  it('try every line of Node that is supported', () => {
    const [[, suite]] = jobs.filter(([name]) => name === 'suite') as [[string, Job]];
    expect(suite.strategy?.matrix.node).toEqual([20, 22, 24]);
    expect(engines.node).toBe('>=20.19');
  });

  it('try real event stores of named versions, with the one of docker-compose.yml among them', () => {
    const [[, job]] = jobs.filter(([name]) => name === 'eventstoredb') as [[string, Job]];
    const images = job.strategy?.matrix.image as string[];
    for (const image of images) expect(image).toMatch(/:\d+\.\d+/);
    expect(images).toContain(composeModel(['docker-compose.yml']).services['kurrentdb-1']?.image);
    expect(job.env?.EVENTSTOREDB_TEST_URL).toContain(job.services?.server?.ports?.[0]?.split(':')[0]);
    expect(projectText('test/support/event-store-server.ts')).toContain('process.env.EVENTSTOREDB_TEST_URL');
  });

  it('start what docker compose starts', () => {
    const [[, job]] = jobs.filter(([name]) => name === 'compose') as [[string, Job]];
    const files = (job.strategy?.matrix.include as { files: string }[]).flatMap((entry) => entry.files.split(':'));
    expect([...new Set(files)].filter((file) => !isInProject(file))).toEqual([]);
    const services = Object.keys(composeModel(files.slice(1)).services);
    for (const { run = '' } of job.steps)
      for (const [, service] of run.matchAll(/docker compose run .*?(\S+) ledger\b/g))
        expect(services).toContain(service);
  });
});
