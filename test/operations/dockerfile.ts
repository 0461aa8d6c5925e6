import { projectText } from './project.js';

/** One line of a Dockerfile, continued lines put together. */
export interface Instruction {
  /** In capitals. */
  keyword: string;
  rest: string;
}

export interface Stage {
  name: string;
  from: string;
  instructions: Instruction[];
}

export interface Dockerfile {
  /** Arguments before the first stage, with their defaults. */
  args: Record<string, string>;
  stages: Stage[];
}

/** The stages of the project's Dockerfile. */
export function readDockerfile(): Dockerfile {
  const lines = projectText('Dockerfile')
    .replace(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const dockerfile: Dockerfile = { args: {}, stages: [] };
  for (const line of lines) {
    const [, keyword = '', rest = ''] = /^([A-Z]+)\s+(.*)$/.exec(line) ?? [];
    const stage = dockerfile.stages.at(-1);
    if (keyword === 'FROM') {
      const [from = '', , name = ''] = rest.split(/\s+/);
      dockerfile.stages.push({
        name,
        from: from.replace(/\$\{(\w+)\}/, (_, arg) => dockerfile.args[arg] ?? ''),
        instructions: [],
      });
    } else if (stage) stage.instructions.push({ keyword, rest });
    else if (keyword === 'ARG') Object.assign(dockerfile.args, Object.fromEntries([rest.split('=')]));
    else throw new Error(`"${line}" stands before the first stage`);
  }
  return dockerfile;
}

/** What the instructions with a keyword say, in their order. */
export function all(stage: Stage, keyword: string): string[] {
  return stage.instructions.filter((instruction) => instruction.keyword === keyword).map(({ rest }) => rest);
}

/** The environment that a stage sets. */
export function environmentIn(stage: Stage): Record<string, string> {
  const pairs = all(stage, 'ENV').flatMap((rest) => rest.split(/\s+/));
  return Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/).slice(0, 2)));
}
