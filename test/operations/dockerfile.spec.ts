import { CONFIG_VARIABLES } from '../../src/config/variables.js';
import { readConfig } from '../../src/config.js';
import { all, environmentIn, readDockerfile } from './dockerfile.js';
import { isInProject, projectText } from './project.js';

const { stages } = readDockerfile();
const runtime = stages.at(-1)!;
const instructions = stages.flatMap((stage) => stage.instructions.map((instruction) => ({ ...instruction, stage })));

describe('the Dockerfile', () => {
  it('uses the instructions that it is checked for, and fetches nothing by address', () => {
    const known = ['COPY', 'RUN', 'ENV', 'WORKDIR', 'USER', 'VOLUME', 'EXPOSE', 'HEALTHCHECK', 'ENTRYPOINT', 'CMD'];
    expect(instructions.filter(({ keyword }) => !known.includes(keyword))).toEqual([]);
    expect(instructions.filter(({ rest }) => /https?:\/\/(?!127\.0\.0\.1)/.test(rest))).toEqual([]);
  });

  it('builds on one image of a named version', () => {
    expect(new Set(stages.map(({ from }) => from)).size).toBe(1);
    expect(runtime.from).toMatch(/^node:\d+-[a-z]+-slim$/);
  });

  it('copies only what is there and what .dockerignore lets in', () => {
    const [everything, ...let_in] = projectText('.dockerignore')
      .split('\n')
      .filter((line) => line && !line.startsWith('#'));
    expect(everything).toBe('*');
    for (const { rest, stage } of instructions.filter(({ keyword }) => keyword === 'COPY')) {
      const from = /^--from=(\S+)/.exec(rest)?.[1];
      if (from) {
        expect(stages.slice(0, stages.indexOf(stage)).map(({ name }) => name)).toContain(from);
        continue;
      }
      for (const source of rest.split(/\s+/).slice(0, -1)) {
        expect([source, isInProject(source)]).toEqual([source, true]);
        expect(let_in).toContain(`!${source.split('/')[0]}`);
      }
    }
    for (const secret of ['.env', 'data', '.git', 'node_modules'])
      expect(
        let_in.filter((line) => line.startsWith('!') && line.slice(1).startsWith(secret) && line !== '!.npmrc'),
      ).toEqual([]);
  });

  it('runs npm scripts and files that are there', () => {
    const { scripts } = JSON.parse(projectText('package.json')) as { scripts: Record<string, string> };
    const runs = instructions.filter(({ keyword }) => keyword === 'RUN').map(({ rest }) => rest);
    const named = runs.flatMap((run) => [...run.matchAll(/npm run (\S+)/g)].map(([, name]) => name!));
    expect(named.filter((name) => !scripts[name])).toEqual([]);
    for (const keyword of ['ENTRYPOINT', 'CMD', 'HEALTHCHECK']) {
      const words: string[] = JSON.parse(all(runtime, keyword)[0]!.replace(/^.*?(?=\[)/, ''));
      const file = words.find((word) => word.includes('/'))!.replace(/^\/app\//, '');
      expect([file, isInProject(file)]).toEqual([file, true]);
      const copied = all(runtime, 'COPY').join(' ').split(/\s+/);
      expect(copied.some((part) => file === part || part === file.split('/')[0])).toBe(true);
    }
  });

  it('leaves what only development needs, and the embedded database, out of what runs', () => {
    const dependencies = stages.find(({ name }) => name === 'dependencies')!;
    expect(all(dependencies, 'RUN')).toEqual([expect.stringMatching(/--omit=dev --omit=optional/)]);
    expect(all(runtime, 'COPY')).toContain('--from=dependencies /app/node_modules node_modules');
    expect(all(runtime, 'RUN').join()).not.toContain('npm');
  });

  it('does not run as root, says whether it is healthy, and shows places in the sources', () => {
    const keywords = runtime.instructions.map(({ keyword }) => keyword);
    expect(all(runtime, 'USER')).toEqual(['1000']);
    expect(keywords.lastIndexOf('RUN')).toBeLessThan(keywords.indexOf('USER'));
    expect(all(runtime, 'HEALTHCHECK')).toHaveLength(1);
    expect(all(runtime, 'CMD').join()).toContain('--enable-source-maps');
  });

  it('sets nothing that the service does not know, and no secret', () => {
    const { NODE_ENV, ...environment } = environmentIn(runtime);
    expect(NODE_ENV).toBe('production');
    expect(Object.keys(environment).filter((name) => !(CONFIG_VARIABLES as readonly string[]).includes(name))).toEqual(
      [],
    );
    const config = readConfig(environment);
    expect(config.host).toBe('0.0.0.0');
    expect(all(runtime, 'EXPOSE')).toEqual([String(config.port)]);
    expect(all(runtime, 'VOLUME')).toEqual([config.dataDir]);
  });
});
