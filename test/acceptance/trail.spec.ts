import { QueryBus } from '@nestjs/cqrs';
import type { TrailLine } from '../../projections/audit-trail/queries/trail/trail.answers.js';
import { GetTrail, GetTrailEntry } from '../../projections/audit-trail/queries/trail/trail.queries.js';
import { happened, headingOf, sentenceOf, whatOf } from '../../src/web/entries/told.js';
import { readCsv } from '../support/csv.js';
import { ENGLISH } from '../web/english.js';
import { type LoadedService, startExample } from './example-service.js';

let service: LoadedService;
let queries: QueryBus;
let lines: TrailLine[];

beforeAll(async () => {
  service = await startExample();
  queries = service.app.get(QueryBus);
  const { total: atSize } = await service.get('/api/entries?limit=1');
  lines = [];
  for (let before = atSize; before > 0; before = lines.at(-1)!.index) {
    const page = await queries.execute(new GetTrail({ atSize, before, limit: 500 }));
    expect(page.total).toBe(atSize);
    lines.push(...page.lines);
  }
}, 240_000);
afterAll(() => service?.close());

describe('the audit trail of the example', () => {
  it('has every entry once, the newest first', () => {
    expect(lines.length).toBeGreaterThan(1_900);
    expect(lines.map(({ index }) => index)).toEqual(lines.map((_, at) => lines.length - 1 - at));
  });

  it('comes whole as a table, though it is put into words a stretch at a time', async () => {
    const csv = await (await fetch(`${service.url}/api/trail?format=csv&atSize=${lines.length}`)).text();
    const [names, ...rows] = readCsv(csv);
    const column = names!.indexOf('index');
    expect(rows.map((row) => Number(row[column]))).toEqual(lines.map(({ index }) => index));
  });

  it('says of every entry what it is about, by name', () => {
    const inWords = lines.map((line) => `${line.index} ${headingOf(whatOf(line), ENGLISH)}`);
    expect(inWords.filter((words) => /“”|: $| {2}| $|[0-9a-f]{8}-[0-9a-f]{4}/.test(words))).toEqual([]);
  });

  it('says in one sentence what an entry of each kind changed', async () => {
    const one = new Map(lines.map((line) => [line.type, line.index]));
    const sentences: string[] = [];
    for (const index of one.values()) {
      const entry = (await queries.execute(new GetTrailEntry(index, lines.length)))!;
      const { key, what: about, ...values } = sentenceOf(entry);
      sentences.push(ENGLISH.t(key, { ...values, told: happened(about, ENGLISH) }));
    }
    expect(sentences.length).toBeGreaterThan(50);
    expect(sentences.filter((said) => !/^[A-Z][^{}]+\.$/.test(said))).toEqual([]);
  });

  it('shows that a part of the plan was moved from one priority to another', async () => {
    const placed = lines.filter(
      ({ type, part }) => type === 'NodePlaced' && part?.name?.startsWith('Improve how police'),
    );
    expect(placed.length).toBeGreaterThan(1);
    const { effect } = (await queries.execute(new GetTrailEntry(placed[0]!.index, lines.length)))!;
    expect(effect).toMatchObject({
      ...{ on: 'shown', made: 'changed', was: 'Reducing Harm and Offending' },
      is: 'Keeping People Safe and Supporting Victims',
    });
    expect(effect.diff).toBeUndefined(); // names are no prose
  });
});
