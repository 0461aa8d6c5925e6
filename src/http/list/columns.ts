import { CitationAnswer, DocumentAnswer, EntrySourceAnswer } from '../../../projections/state/queries/documents.js';
import { type Kind, type MemberOf, membersOf } from '../../../projections/state/queries/member.js';
import { Provenance } from '../../../projections/state/queries/provenance.js';
import { Named } from '../../../projections/state/queries/references.js';
import { DiffStretch } from '../../../projections/state/queries/wording/wording.answers.js';

/**
 * A list as a table. The columns are read off the class of the list's items, as the API's description is, so that every
 * list has them and none can differ from what its JSON holds.
 */

// biome-ignore lint/suspicious/noExplicitAny: a class of any shape; only its declared members matter
type Class = new (...args: any[]) => object;

/** Nothing is `undefined`; a text that was erased is {@link ERASED}. */
export type Cell = string | number | boolean | undefined;

export interface Column {
  /** Lower camel case, of the members on the way: `dueFrom` is `from` of `due`. Unique in a table. */
  name: string;
  /** What it holds, in words. */
  note: string;
  is: 'text' | 'number' | 'day' | 'instant' | 'id' | 'flag' | 'json' | 'value';
  /** Stands between values, where a cell holds several. */
  separator?: string;
  cell(item: object): Cell;
}

/** Stands in the place of words that were erased. */
export const ERASED = '[erased]';

/** Between ids, names and other short values of a cell; between texts of several lines. */
const BETWEEN = '; ';
const BETWEEN_TEXTS = '\n';

/** The columns of a list whose items are of a class; where an item came from stands last. */
export function columnsOf(type: Class): Column[] {
  const members = membersOf(type);
  const own = members.filter((member) => !isOrigin(member)).flatMap((member) => ofMember(member, [type]));
  const origin = members.some(isOrigin) ? ORIGIN : [];
  const taken = new Set(own.map(({ name }) => name));
  return [...own, ...origin.filter(({ name }) => !taken.has(name))];
}

/** The entry that answers for an item as a whole. */
function isOrigin({ name, kind, isList }: MemberOf): boolean {
  return name === 'from' && !isList && classOf(kind) === Provenance;
}

/** @param way the classes that lead to it: one that holds itself is not followed for ever */
function ofMember(member: MemberOf, way: readonly Class[]): Column[] {
  const type = classOf(member.kind);
  if (type === undefined) return [plain(member)];
  if (!member.isList) return way.includes(type) ? [] : inside(member, type, way);
  if (type === Named) return named(member);
  if (type === CitationAnswer) return [passages(member)];
  if (type === DiffStretch) return [compared(member)];
  const text = membersOf(type).find(({ name, kind, isList }) => TEXTS.includes(name) && kind === 'text' && !isList);
  return [text ? texts(member, text) : count(member)];
}

/** By which of its members one of several things is best known. */
const TEXTS = ['text', 'what', 'label', 'name', 'title'];

function plain({ name, kind, isList, note, nullIsErased }: MemberOf): Column {
  const is = IS[kind as keyof typeof IS];
  const cell = (item: object) => cellOf(member(item, name), nullIsErased);
  const parts = isList && is !== 'json';
  return { name, note, is: parts && is === 'number' ? 'text' : is, ...(parts ? { separator: BETWEEN } : {}), cell };
}

const IS = {
  text: 'text',
  whole: 'number',
  day: 'day',
  instant: 'instant',
  id: 'id',
  flag: 'flag',
  json: 'json',
  any: 'value',
} as const;

/** The columns of what a member holds, under names that begin with its own. */
function inside(outer: MemberOf, type: Class, way: readonly Class[]): Column[] {
  const inner =
    type === Provenance
      ? ORIGIN.filter(({ name }) => SHORT_ORIGIN.includes(name))
      : columnsWithin(type, [...way, type]);
  return inner.map(({ name, note, cell, ...column }) => ({
    ...column,
    name: joined(outer.name, name),
    note: [outer.note, note].filter(Boolean).join(' '),
    cell: (item) => {
      const value = member(item, outer.name);
      return typeof value === 'object' && value !== null ? cell(value) : undefined;
    },
  }));
}

/** Documents are told by where an entry came from; inside a citation they would be told twice. */
function columnsWithin(type: Class, way: readonly Class[]): Column[] {
  const members = membersOf(type).filter(({ kind }) => type !== CitationAnswer || classOf(kind) !== DocumentAnswer);
  return members.flatMap((one) => ofMember(one, way));
}

function named({ name, note }: MemberOf): Column[] {
  const of = (part: 'id' | 'name') => (item: object) =>
    cellOf(list(item, name).map((one) => (one as Named)[part] ?? ''));
  return [
    { name: joined(name, 'ids'), note, is: 'id', separator: BETWEEN, cell: of('id') },
    { name: joined(name, 'names'), note, is: 'text', separator: BETWEEN, cell: of('name') },
  ];
}

function texts({ name, note }: MemberOf, text: MemberOf): Column {
  const cell = (item: object) =>
    cellOf(
      list(item, name).map((one) => cellOf(member(one, text.name), text.nullIsErased) ?? ''),
      false,
      BETWEEN_TEXTS,
    );
  return { name, note, is: 'text', separator: BETWEEN_TEXTS, cell };
}

/** Words that were taken out as [-these-], words that were put in as {+these+}, as tools that compare words write it. */
function compared({ name, note }: MemberOf): Column {
  const marks = { same: ['', ''], removed: ['[-', '-]'], added: ['{+', '+}'] } as const;
  const cell = (item: object) => {
    const stretches = member(item, name) as DiffStretch[] | null | undefined;
    // The white space before a stretch stays before its mark.
    return stretches?.map(({ op, text }) => text.replace(/\S(.*\S)?/s, marks[op].join('$&'))).join('');
  };
  return { name, note: `${note} [-taken out-], {+put in+}.`.trim(), is: 'text', cell };
}

function passages({ name, note }: MemberOf): Column {
  const cell = (item: object) => cellOf(list(item, name).map((one) => passage(one as CitationAnswer)));
  return { name, note, is: 'text', separator: BETWEEN, cell };
}

function count({ name, note }: MemberOf): Column {
  return {
    name: joined(name, 'count'),
    note: `How many. ${note}`.trim(),
    is: 'number',
    cell: (item) => list(item, name).length,
  };
}

function joined(outer: string, inner: string): string {
  return outer + inner[0]!.toUpperCase() + inner.slice(1);
}

function cellOf(value: unknown, nullIsErased = false, between = BETWEEN): Cell {
  if (value === null) return nullIsErased ? ERASED : undefined;
  if (Array.isArray(value))
    return value.every((one) => typeof one !== 'object' || one === null) ? value.join(between) : JSON.stringify(value);
  return typeof value === 'object' ? JSON.stringify(value) : (value as Cell);
}

function member(item: object, name: string): unknown {
  return (item as Record<string, unknown>)[name];
}

function list(item: object, name: string): object[] {
  return (member(item, name) as object[] | undefined) ?? [];
}

function classOf(kind: Kind): Class | undefined {
  return typeof kind === 'function' ? kind() : undefined;
}

type From = { from: Provenance };

/** A column of the entry that an item came from, whether the item holds it as `from` or is one itself. */
function origin(name: string, note: string, is: Column['is'], of: (from: Provenance) => Cell): Column {
  const cell = (item: object) => {
    const from = (item as Partial<From>).from ?? (item as Provenance);
    return of(from);
  };
  return { name, note, is, cell };
}

const ORIGIN: readonly Column[] = [
  origin('entryId', 'The answering entry; see /api/entries/{event id}.', 'id', ({ entryId }) => entryId),
  origin('entryIndex', 'Place of the entry in the ledger, counted from 0.', 'number', ({ index }) => index),
  origin('reportedOn', 'When the public was told.', 'day', ({ reportedOn }) => reportedOn),
  origin('recordedAt', 'When the ledger took it.', 'instant', ({ recordedAt }) => recordedAt),
  origin('entry', 'How it came in: live, backfill or correction.', 'text', ({ entry }) => entry),
  origin('source', 'The document it was taken from.', 'id', ({ source }) => source && nameOf(source)),
  origin(
    'sourceSha256',
    'SHA-256 of that document, in hexadecimal digits.',
    'id',
    ({ source }) => source?.sha256 ?? source?.document?.sha256,
  ),
  {
    ...origin('lines', 'The passages it rests on: document and line.', 'text', ({ citations }) =>
      citations?.map(passage).join(BETWEEN),
    ),
    separator: BETWEEN,
  },
];

/** What is told of an entry beside the one that answers for the item. */
const SHORT_ORIGIN = ['entryId', 'reportedOn'];

function nameOf({ document, url, doc }: EntrySourceAnswer): string | undefined {
  return document?.externalIds[0] ?? url ?? doc;
}

function passage({ document, sourceId, line, page, section, row, paragraph }: CitationAnswer): string {
  const place = line === undefined ? [page, section, row, paragraph].filter(Boolean).join(' ') : `line ${line}`;
  return `${document?.externalIds[0] ?? sourceId} ${place}`.trim();
}
