import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogue } from '../../catalogue.js';
import { canonicalJson, type JsonObject } from '../../integrity/canonical-json.js';
import { conceal, type ErasableField } from '../../ledger/erasable/conceal.js';
import { START } from '../../ledger/event-store.js';
import { readPages } from '../../ledger/read-pages.js';
import { ExportFile } from './export-file.js';

const LEDGER = 'ledger-6b0f8a3e-0000-5000-8000-000000000001';
const UPDATE = 'update-6b0f8a3e-0000-5000-8000-000000000002';
const NAME = '/data/people/0/name';
const TEXT = '/data/blocks/0/text';

/** A line as an export has it, to be spoilt. */
interface Line {
  index: number;
  entry: JsonObject;
  leafHash: string;
  disclosures: { pointer: string; disclosure: string }[];
}

function id(nth: number): string {
  return `019b76da-a801-7000-8000-${String(nth).padStart(12, '0')}`;
}

function line(index: number, envelope: JsonObject, concealed: readonly ErasableField[] = []): Line {
  const recordedAt = `2026-11-22T10:00:00.00${index}Z`;
  const by = { subject: id(99), name: 'Someone' };
  const { root, disclosures } = conceal({ v: 1, id: id(index + 1), recordedAt, by, ...envelope }, [
    ...concealed,
    { pointer: '/by', subject: id(99) },
  ]);
  const held = disclosures.filter(({ pointer }) => pointer !== '/by');
  return sealed({
    index,
    entry: root,
    leafHash: '',
    disclosures: held.map(({ pointer, bytes }) => ({ pointer, disclosure: bytes })),
  });
}

/** The line with the hash that its entry has. */
function sealed(one: Line): Line {
  const leafHash = createHash('sha256').update('\0').update(canonicalJson(one.entry)).digest('hex');
  return { ...one, leafHash };
}

const PROGRESS = {
  actingAs: 'reporting-officer',
  blocks: [{ text: 'As {person:1} said, all is well.' }],
  people: [{ token: '{person:1}', role: 'Head of Libraries', name: 'Jo Doe' }],
};
const CONCEALED = (base: string) => [
  { pointer: `${base}/people/0/name`, subject: id(98) },
  { pointer: `${base}/blocks/0/text`, subject: null },
];
const whole = (): Line[] => [
  line(0, { type: 'LedgerOpened', stream: LEDGER, rev: 1, data: { name: 'A ledger', origin: 'ledger.example/1' } }),
  line(1, { type: 'BackfillOpened', stream: LEDGER, rev: 2, data: { title: 'Papers' } }),
  line(2, { type: 'ProgressReported', stream: UPDATE, rev: 1, reportedOn: '2022-08-04', data: PROGRESS }, [
    { pointer: NAME, subject: id(98) },
    { pointer: TEXT, subject: null },
  ]),
  line(
    3,
    { type: 'Restated', stream: UPDATE, rev: 2, target: id(3), data: { statement: PROGRESS } },
    CONCEALED('/data/statement'),
  ),
];

describe('a file of exported entries', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'export-file-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function fileOf(content: string | readonly unknown[]): Promise<ExportFile> {
    const path = join(folder, 'entries.jsonl');
    const text = typeof content === 'string' ? content : content.map((one) => `${JSON.stringify(one)}\n`).join('');
    await writeFile(path, text);
    return new ExportFile(path, catalogue);
  }

  it('is read like a store that holds them, from any place, however it is cut', async () => {
    const lines = whole();
    const file = await fileOf(`${lines.map((one) => JSON.stringify(one)).join('\r\n\n')}\n \n`);
    expect(await file.check()).toBe(4);
    const events = await file.readAll({ after: START, limit: 10 });
    expect(events.map(({ sequence, stream, revision }) => [sequence, stream, revision])).toEqual([
      [0, LEDGER, 0n],
      [1, LEDGER, 1n],
      [2, UPDATE, 0n],
      [3, UPDATE, 1n],
    ]);
    expect(events[2]).toMatchObject({ metadata: { reportedOn: '2022-08-04' }, recordedAt: '2026-11-22T10:00:00.002Z' });
    expect(events.map((event) => file.leafHashOf(event).toString('hex'))).toEqual(lines.map((one) => one.leafHash));
    for (const event of events)
      expect(await file.readAll({ after: event, limit: 1 })).toEqual(events.slice(event.sequence + 1).slice(0, 1));
    const pages: number[] = [];
    for await (const page of readPages(file)) pages.push(page.length);
    expect(pages).toEqual([4]);
  });

  it('says whose key each value belongs under, the same at every reading, also in what is stated anew', async () => {
    const file = await fileOf(whole());
    await file.check();
    const read = async () => {
      const events = await file.readAll({ after: START, limit: 4 });
      return events.flatMap((event) => file.disclosuresOf(event).map(({ pointer, subject }) => [pointer, subject]));
    };
    const found = await read();
    expect(found).toEqual([
      [NAME, expect.any(String)],
      [TEXT, null],
      ['/data/statement/people/0/name', expect.any(String)],
      ['/data/statement/blocks/0/text', null],
    ]);
    expect(found[0]![1]).not.toBe(found[2]![1]);
    expect(await read()).toEqual(found);
  });

  it('does not bring back what a later entry erases', async () => {
    const data = { pointer: NAME, kindOfField: 'name', ground: 'request' };
    const erasure = line(4, { type: 'PersonalDataErased', stream: UPDATE, rev: 3, target: id(3), data });
    const file = await fileOf([...whole(), erasure]);
    await file.check();
    const events = await file.readAll({ after: START, limit: 4 });
    expect(events.map((event) => file.disclosuresOf(event).length)).toEqual([0, 0, 1, 2]);
  });

  it('takes a line whose members are in another order, with spaces between them', async () => {
    const [first] = whole();
    const { disclosures, leafHash, entry, index } = first!;
    const text = JSON.stringify(
      { disclosures, leafHash, entry: Object.fromEntries(Object.entries(entry).reverse()), index },
      null,
      1,
    );
    expect(await (await fileOf(text.replaceAll('\n', ' '))).check()).toBe(1);
  });

  it('may keep every value to itself', async () => {
    const file = await fileOf(whole().map(({ disclosures: _, ...one }) => one));
    expect(await file.check()).toBe(4);
  });

  type Spoil = (lines: Line[]) => unknown[] | string;
  const change =
    (nth: number, spoil: (one: Line) => object): Spoil =>
    (lines) =>
      lines.map((one, at) => (at === nth ? spoil(structuredClone(one)) : one));
  const entry = (members: JsonObject) => (one: Line) => sealed({ ...one, entry: { ...one.entry, ...members } });

  it.each<[string, Spoil, number, RegExp]>([
    [
      'a changed word',
      change(1, (one) => ({ ...one, entry: { ...one.entry, data: { title: 'Other' } } })),
      2,
      /The entry is not the one that was sealed: its hash is [0-9a-f]{64}, not [0-9a-f]{64}$/,
    ],
    ['a changed hash', change(0, (one) => ({ ...one, leafHash: 'ab'.repeat(32) })), 1, /not the one that was sealed/],
    ['no hash', change(0, ({ leafHash: _, ...one }) => one), 1, /does not hold the hash of its entry/],
    ['a missing line', (lines) => lines.filter((_, at) => at !== 1), 2, /This is entry 2, where entry 1 is next/],
    ['a line twice', (lines) => [...lines, lines[3]], 5, /This is entry 3, where entry 4 is next/],
    ['lines in another order', ([a, b, c, d]) => [a, c, b, d], 2, /This is entry 2, where entry 1 is next/],
    ['a later part alone', (lines) => lines.slice(2), 1, /This is entry 2, where entry 0 is next/],
    [
      'another beginning',
      change(0, entry({ type: 'BackfillOpened' })),
      1,
      /begins with LedgerOpened, not with BackfillOpened/,
    ],
    ['a gap in a stream', change(1, entry({ rev: 3 })), 2, /This is rev 3 of ledger-.*, where rev 2 is next/],
    ['an id twice', change(1, entry({ id: id(1) })), 2, /stands in an earlier line already/],
    ['a type of another version', change(1, entry({ type: 'PlanSung' })), 2, /does not know the event type PlanSung/],
    ['a member that no entry has', change(1, entry({ mood: 'good' })), 2, /another envelope/],
    ['no sender', change(1, (one) => sealed({ ...one, entry: omit(one.entry, 'by') })), 2, /another envelope/],
    ['a time that is none', change(1, entry({ recordedAt: '2026-13-01T00:00:00.000Z' })), 2, /another envelope/],
    ['a revision that is none', change(1, entry({ rev: 0 })), 2, /another envelope/],
    [
      'a fraction',
      change(1, (one) => ({ ...one, entry: { ...one.entry, data: { n: 1.5 } } })),
      2,
      /cannot have been sealed: \/data\/n: only whole numbers/,
    ],
    ['an entry that is too long', change(1, entry({ data: { title: 'x'.repeat(70_000) } })), 2, /at most 65535/],
    [
      'another value',
      change(2, (one) => disclosing(one, NAME, 'Another')),
      3,
      /What is disclosed for \/data\/people\/0\/name does not open the commitment there/,
    ],
    [
      'a value elsewhere',
      change(2, (one) => ({ ...one, disclosures: [{ ...one.disclosures[0]!, pointer: TEXT }] })),
      3,
      /does not open/,
    ],
    [
      'a value of another entry',
      change(3, (one) => ({ ...one, disclosures: whole()[2]!.disclosures })),
      4,
      /does not open/,
    ],
    [
      'a disclosure that is no list',
      change(2, (one) => ({ ...one, disclosures: [{ pointer: NAME, disclosure: 'Jo' }] })),
      3,
      /does not open/,
    ],
    [
      'a value twice',
      change(2, (one) => ({ ...one, disclosures: [...one.disclosures, one.disclosures[0]!] })),
      3,
      /is disclosed twice/,
    ],
    ['no entry', change(1, () => ({ command: 'open-backfill' })), 2, /does not say the place/],
    ['something else', () => '{"index":0,"entry":{}', 1, /The line is not JSON/],
    ['a list', () => '[]', 1, /one entry as a JSON object/],
  ])('is refused with %s, naming the line', async (_, spoil, at, why) => {
    const file = await fileOf(spoil(whole()));
    await expect(file.check()).rejects.toMatchObject({
      name: 'ExportFileError',
      line: at,
      message: expect.stringMatching(new RegExp(`^line ${at}: .*${why.source}`)),
    });
  });
});

function omit(entry: JsonObject, name: string): JsonObject {
  return Object.fromEntries(Object.entries(entry).filter(([key]) => key !== name));
}

/** The line with another value behind a commitment, under the salt that it had. */
function disclosing(one: Line, pointer: string, value: string): Line {
  const disclosures = one.disclosures.map((held) => {
    const [salt] = JSON.parse(held.disclosure) as [string];
    return held.pointer === pointer ? { pointer, disclosure: canonicalJson([salt, pointer, value]) } : held;
  });
  return { ...one, disclosures };
}
