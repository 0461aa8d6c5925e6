import type { ChangedKey, Statement } from '../../statement.js';
import { partOf } from '../facts.js';
import type { ChangeKind } from './view-change.answers.js';

/** What a key is about. */
interface Sort {
  /** Facets by pattern of their parts; `*` stands for any one part, `**` at the end for one or more. */
  facet: string;
  kind: ChangeKind;
  /** While it stands, an object or a part of one is there: its beginning is an addition, its end a loss. */
  makes?: true;
}

const SORTS: Readonly<Record<string, readonly Sort[]>> = {
  plan: [
    { facet: 'identity', kind: 'other', makes: true },
    { facet: 'description', kind: 'words' },
    { facet: 'period', kind: 'date' },
    { facet: 'node/*', kind: 'other', makes: true },
    { facet: 'node/*/title', kind: 'words' },
    { facet: 'node/*/place', kind: 'place' },
    { facet: 'outcome/*', kind: 'words', makes: true },
    { facet: 'indicator/*', kind: 'words', makes: true },
    { facet: 'tag-scheme/*', kind: 'words', makes: true },
    { facet: 'tag/*', kind: 'words', makes: true },
    { facet: 'delivery/**', kind: 'delivery' },
    { facet: 'variation/*', kind: 'variation' },
  ],
  commitment: [
    { facet: 'identity', kind: 'other', makes: true },
    { facet: 'wording/*', kind: 'words' },
    { facet: 'status/**', kind: 'status' },
    { facet: 'target-date', kind: 'date' },
    { facet: 'place', kind: 'place' },
  ],
  update: [{ facet: 'content', kind: 'update' }],
  milestone: [
    { facet: 'promise', kind: 'words', makes: true },
    { facet: 'due', kind: 'date' },
    { facet: 'state', kind: 'status' },
  ],
  metric: [
    { facet: 'definition', kind: 'words', makes: true },
    { facet: 'value/**', kind: 'figure' },
  ],
  meeting: [
    { facet: 'occasion', kind: 'date', makes: true },
    { facet: 'outcome', kind: 'status' },
    { facet: 'decision/*/changes', kind: 'other' }, // said by the editors
    { facet: 'decision/**', kind: 'decision' },
    { facet: 'action/*', kind: 'words', makes: true },
    { facet: 'action/*/due', kind: 'date' },
    { facet: 'action/*/state', kind: 'status' },
  ],
  settings: [{ facet: 'scheme/*', kind: 'scheme' }],
  extrec: [
    { facet: 'identity', kind: 'words', makes: true },
    { facet: 'state', kind: 'status' },
  ],
};

/** Statements by which something ends that was there before. */
const ENDS = new Set(['NodeRetired', 'OutcomeRetired', 'TagRetired', 'ScorecardIndicatorRemoved', 'MetricRetired']);

/** What sort of change it is that a key answers otherwise. */
export function kindOf({ category, facet, before, after }: ChangedKey): ChangeKind {
  const [was, is] = [standing(before), standing(after)];
  if (is && (ENDS.has(is.kind) || (is.kind === 'LineageAsserted' && is.data.type === 'dropped'))) return 'dropped';
  const sort = SORTS[category]?.find((one) => fits(facet, one.facet));
  if (!sort) return 'other';
  if (sort.makes && is && (!was || ENDS.has(was.kind))) return 'added';
  if (sort.makes && !is) return 'dropped';
  return sort.kind;
}

/** What is said of an object when it is first named, below the key that makes it: told with it, not by itself. */
const TOLD_WITH: readonly [category: string, facet: string, makes: (facet: string) => string][] = [
  ['commitment', 'place', () => 'identity'],
  ['commitment', 'wording/*', () => 'identity'],
  ['plan', 'description', () => 'identity'],
  ['plan', 'period', () => 'identity'],
  ['plan', 'node/*/title', twoParts],
  ['plan', 'node/*/place', twoParts],
  ['plan', 'indicator/*/metrics', twoParts],
  ['update', 'targets', () => 'content'],
  ['milestone', 'due', () => 'promise'],
  ['milestone', 'attached/*/*', () => 'promise'],
  ['meeting', 'action/*/owner', twoParts],
  ['meeting', 'action/*/due', twoParts],
];

/** The key that makes the object of which this is a first word; `undefined` where it stands by itself. */
export function toldWith({ stream, category, facet, before, after }: ChangedKey): string | undefined {
  const rule = TOLD_WITH.find(([of, pattern]) => of === category && fits(facet, pattern));
  return rule && !before && after ? `${stream}/${rule[2](facet)}` : undefined;
}

/** The statement unless it was taken back. */
export function standing(statement: Statement | undefined): Statement | undefined {
  return statement?.withdrawn ? undefined : statement;
}

function twoParts(facet: string): string {
  return `${partOf(facet, 0)}/${partOf(facet, 1)}`;
}

function fits(facet: string, pattern: string): boolean {
  const [own, parts] = [facet.split('/'), pattern.split('/')];
  const open = parts.at(-1) === '**';
  return (
    (open ? own.length >= parts.length : own.length === parts.length) &&
    parts.every((part, index) => part === '*' || part === '**' || part === own[index])
  );
}
