/** One family of figures as Prometheus reads it. */
export interface Family {
  help: string;
  type: string;
  /** Values by the sample's name and labels as they are written. */
  samples: Map<string, number>;
}

const SAMPLE = /^([a-zA-Z_:][a-zA-Z0-9_:]*)((?:\{(?:[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\.)*",?)*\})?) (\S+)$/;

/** Reads the text format strictly: every sample belongs to the family announced before it, and none comes twice. */
export function parseExposition(text: string): Map<string, Family> {
  const families = new Map<string, Family>();
  let current: [name: string, family: Family] | undefined;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const [, keyword, name, rest] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (keyword === 'HELP') {
      if (families.has(name!)) throw new Error(`${name} is announced twice`);
      const family = { help: rest!, type: '', samples: new Map() };
      families.set(name!, family);
      current = [name!, family];
    } else if (keyword === 'TYPE') {
      if (!current || current[0] !== name) throw new Error(`The type of ${name} stands alone`);
      current[1].type = rest!;
    } else {
      addSample(line, current);
    }
  }
  return families;
}

function addSample(line: string, current: [name: string, family: Family] | undefined): void {
  const [, name, labels, text] = SAMPLE.exec(line) ?? [];
  if (!name) throw new Error(`This is no sample: ${line}`);
  const value = text === '+Inf' ? Number.POSITIVE_INFINITY : Number(text);
  if (Number.isNaN(value) && text!.toLowerCase() !== 'nan') throw new Error(`This is no number: ${line}`);
  const suffixes = current?.[1].type === 'histogram' ? ['_bucket', '_sum', '_count'] : [''];
  if (!current || !suffixes.some((suffix) => name === current[0] + suffix)) throw new Error(`Homeless: ${line}`);
  if (current[1].samples.has(name + labels)) throw new Error(`Twice: ${line}`);
  current[1].samples.set(name + labels, value);
}

/** The figures of a process at this moment. */
export class Figures {
  private constructor(
    readonly text: string,
    readonly families: Map<string, Family>,
  ) {}

  static async at(url: string): Promise<Figures> {
    const response = await fetch(url);
    if (response.status !== 200) throw new Error(`The figures answer with ${response.status}`);
    const text = await response.text();
    return new Figures(text, parseExposition(text));
  }

  /** The value of a sample such as `name{label="value"}`; `undefined` where there is none. */
  value(sample: string): number | undefined {
    const name = sample.replace(/\{.*/, '');
    for (const { samples } of this.families.values()) if (samples.has(sample)) return samples.get(sample);
    if (![...this.families.keys()].some((family) => name.startsWith(family))) throw new Error(`No family for ${name}`);
    return undefined;
  }
}
