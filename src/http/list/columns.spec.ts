import { CitationAnswer } from '../../../projections/state/queries/documents.js';
import { Member } from '../../../projections/state/queries/member.js';
import { Provenance } from '../../../projections/state/queries/provenance.js';
import { Named } from '../../../projections/state/queries/references.js';
import { DiffStretch } from '../../../projections/state/queries/wording/wording.answers.js';
import { type Column, columnsOf } from './columns.js';

class Part {
  @Member('text', 'Words.', { nullable: true }) text!: string | null;
}

class Range {
  @Member('day') from?: string;
  @Member('day', '', { nullable: true, optional: true }) to?: string | null;
  @Member(() => Range, 'Never followed.', { optional: true }) inner?: Range;
}

class Thing {
  @Member('id') id!: string;
  @Member('text', 'Why.', { optional: true, nullable: true }) reason?: string | null;
  @Member('text', 'null: nothing was stated.', { nullable: true }) status!: string | null;
  @Member(['text']) areas!: string[];
  @Member('json') change!: unknown;
  @Member('any', '', { nullable: true }) value!: unknown;
  @Member(() => Named) plan?: Named;
  @Member([() => Named]) about!: Named[];
  @Member(() => Range, 'When.') due?: Range;
  @Member([() => Part]) parts!: Part[];
  @Member([() => Range]) ranges!: Range[];
  @Member([() => CitationAnswer]) citations!: CitationAnswer[];
  @Member(() => Provenance) dueFrom?: Provenance;
  @Member(() => Provenance) from!: Provenance;
}

const ORIGIN = ['entryId', 'entryIndex', 'reportedOn', 'recordedAt', 'entry', 'source', 'sourceSha256', 'lines'];

const from = {
  entryId: 'e',
  index: 7,
  reportedOn: '2022-08-04',
  recordedAt: '2026-01-01T00:00:00.000Z',
  entry: 'backfill',
  source: { doc: 's', sha256: 'aa', document: { externalIds: ['S-1'], title: 'A paper', sha256: 'aa' } },
  citations: [
    { sourceId: 's', document: { externalIds: ['S-1'], title: 'A paper', sha256: 'aa' }, line: 7 },
    { sourceId: 't', page: '3', row: 'R1' },
  ],
} as unknown as Provenance;

function cells(thing: Partial<Thing>): Record<string, unknown> {
  return Object.fromEntries(columnsOf(Thing).map(({ name, cell }) => [name, cell(thing)]));
}

describe('the columns of a list', () => {
  it('are named by the members on the way to what they hold', () => {
    expect(columnsOf(Thing).map(({ name }) => name)).toEqual([
      ...['id', 'reason', 'status', 'areas', 'change', 'value', 'planId', 'planName', 'aboutIds', 'aboutNames'],
      ...['dueFrom', 'dueTo', 'parts', 'rangesCount', 'citations', 'dueFromEntryId', 'dueFromReportedOn'],
      ...ORIGIN,
    ]);
  });

  it('say of what comes from an entry which one, and where that was taken from', () => {
    expect(cells({ from, dueFrom: { ...from, entryId: 'd' } })).toMatchObject({
      ...{ entryId: 'e', entryIndex: 7, reportedOn: '2022-08-04', entry: 'backfill' },
      ...{ source: 'S-1', sourceSha256: 'aa', lines: 'S-1 line 7; t 3 R1', dueFromEntryId: 'd' },
    });
  });

  it('tell what was erased from what was never said', () => {
    const erased = cells({ reason: null, status: null, parts: [{ text: null }, { text: 'b' }], from });
    expect(erased).toMatchObject({ reason: '[erased]', status: undefined, parts: '\nb' });
    expect(cells({ from })).toMatchObject({ reason: undefined, status: undefined, parts: '' });
  });

  it('hold several short values, names, texts and whole objects', () => {
    expect(
      cells({
        areas: ['Northtown', 'Southtown'],
        change: { kind: 'error' },
        value: { low: '1', high: '2' },
        plan: { id: 'p', name: 'A plan' },
        about: [{ id: 'a', name: 'One' }, { id: 'b' }],
        due: { from: '2022-01-01', to: null },
        ranges: [{}, {}],
        parts: [{ text: 'a' }, { text: 'b' }],
        from,
      }),
    ).toMatchObject({
      ...{ areas: 'Northtown; Southtown', change: '{"kind":"error"}', value: '{"low":"1","high":"2"}' },
      ...{ planId: 'p', planName: 'A plan', aboutIds: 'a; b', aboutNames: 'One; ' },
      ...{ dueFrom: '2022-01-01', dueTo: undefined, rangesCount: 2, parts: 'a\nb' },
    });
  });

  it('mark what was taken out of a text and put into it', () => {
    class Version {
      @Member([() => DiffStretch], '', { nullable: true }) diff!: DiffStretch[] | null;
    }
    const [{ name, cell }] = columnsOf(Version) as [Column];
    const diff = [
      { op: 'same', text: 'Mend paths within' },
      { op: 'removed', text: ' five' },
      { op: 'added', text: ' ten working' },
      { op: 'same', text: ' days.' },
    ];
    expect([name, cell({ diff }), cell({ diff: null })]).toEqual([
      ...['diff', 'Mend paths within [-five-] {+ten working+} days.', undefined],
    ]);
  });

  it('give what means nothing apart no cell', () => {
    expect(cells({ from, plan: undefined, due: undefined })).toMatchObject({ planId: undefined, dueFrom: undefined });
  });
});
