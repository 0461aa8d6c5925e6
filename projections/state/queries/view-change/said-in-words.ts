import type { Statement, StatementFilter, StateReader, View } from '../../statement.js';
import type { DueAnswer } from '../due.js';
import { type Facts, partOf, readable } from '../facts.js';
import { versionsOfDefinitions } from '../metric/definitions.js';
import { qualified } from '../metric/observation.js';
import { Names } from '../names.js';
import { displayDue } from '../overdue/due-state.js';
import { displayPeriod } from '../period.js';
import { factsOf } from '../read.js';
import { labelOf, labelsOf, schemesInForce } from '../schemes.js';
import { figureInWords } from '../update/quoted-figure.js';

/** What statements are put into words with. */
export interface Vocabulary {
  names: Names;
  /** Definitions of metrics, for their units. */
  facts: Facts;
  statusLabels: ReadonlyMap<string, string>;
}

type Data = Record<string, unknown>;

/** As much of a statement, or of an entry of a history, as is put into words. */
export type Said = Pick<Statement, 'category' | 'objectId' | 'facet' | 'kind' | 'withdrawn' | 'effective' | 'data'>;

/** What is needed for the statements that some filters find and for all that they name. */
export async function vocabularyIn(
  reader: StateReader,
  view: View,
  ...filters: StatementFilter[]
): Promise<Vocabulary> {
  const [schemes, ...lists] = await Promise.all([
    schemesInForce(reader, view),
    ...filters.map((filter) => reader.statements(view, filter)),
  ]);
  const facts = factsOf([...lists, await versionsOfDefinitions(reader, view, lists.flat())]);
  return { facts, names: new Names(facts), statusLabels: labelsOf(schemes) };
}

/** Of each sort of key, by category and first part of the facet, or the whole of it, what people read of it. */
const IN_WORDS: Readonly<Record<string, (data: Data, words: Vocabulary, said: Said) => unknown>> = {
  'plan/description': ({ title }) => title,
  'plan/period': (data) => displayPeriod(data),
  'plan/node/*/title': ({ title }) => title,
  'plan/node/*/place': ({ parentId }, { names }) => nameOf(parentId, names),
  'plan/outcome/*': ({ text }) => text,
  'plan/indicator/*': ({ label }) => label,
  'plan/delivery/*': ({ bodyId, words, printed }, { names }) => nameOf(bodyId, names) ?? words ?? printed,
  'plan/tag-scheme/*': ({ label }) => label,
  'plan/tag/*': ({ label }) => label,
  'plan/variation/*': ({ summary }) => summary,
  'commitment/wording/*': ({ text }) => text,
  'commitment/status': ({ scheme, status }, { statusLabels }) => labelOf(statusLabels, String(scheme), String(status)),
  'commitment/target-date': dueInWords,
  'commitment/place': ({ homeId }, { names }) => nameOf(homeId, names),
  'commitment/lineage/*': ({ type }) => type,
  'update/content': ({ blocks }) => {
    const texts = (blocks as { text: string | null }[]).map(({ text }) => text);
    return texts.every((text) => text === null) ? null : texts.map((text) => text ?? '').join('\n');
  },
  'milestone/promise': ({ what }) => what,
  'milestone/due': dueInWords,
  'milestone/state': ({ state }) => state,
  'metric/definition': ({ name }) => name,
  'metric/value': ({ qualifier }, { facts }, { objectId, data }) => {
    const words = figureInWords(data, facts.object('metric', objectId));
    return words === null ? null : qualified(words, qualifier as string | undefined);
  },
  'meeting/outcome': (_, __, { kind }) => (kind === 'MeetingHeld' ? 'held' : 'cancelled'),
  'meeting/decision/*': ({ text }) => text,
  'meeting/action/*': ({ text }) => text,
  'meeting/action/*/due': dueInWords,
  'meeting/action/*/state': ({ outcome }) => outcome ?? 'open',
  'settings/scheme/*': ({ values }) => (values as { label: string }[]).map(({ label }) => label).join(', '),
  'extrec/identity': ({ text }) => text,
  'extrec/state': ({ state }) => state,
};

/** What a statement says, in words; `null` where there are none for it, or they were erased. */
export function inWords(statement: Said | undefined, vocabulary: Vocabulary): string | null {
  if (!statement || statement.withdrawn) return null;
  const { category, facet, data } = statement;
  const parts = facet.split('/').map((part, index) => (index % 2 === 1 ? '*' : part));
  const words = IN_WORDS[`${category}/${parts.join('/')}`] ?? IN_WORDS[`${category}/${partOf(facet, 0)}`];
  const said = words?.(readable(data) as Data, vocabulary, statement);
  return typeof said === 'string' ? said : null;
}

/** Which figure of a metric it is, in words: its period, areas and part; `undefined` for what is no figure. */
export function figureNamed({ facet, effective, data }: Said): string | undefined {
  if (!facet.startsWith('value/')) return undefined;
  const period = (effective && displayPeriod(effective)) ?? data.periodPrinted;
  const areas = ((data.areas ?? []) as unknown as { name: string }[]).map(({ name }) => name);
  const parts = ((data.breakdown ?? []) as unknown as { value: string }[]).map(({ value }) => value);
  return [period, ...areas, ...parts].filter(Boolean).join(', ');
}

function dueInWords({ due }: Data): string {
  return displayDue(due as DueAnswer | undefined);
}

function nameOf(id: unknown, names: Names): string | undefined {
  return typeof id === 'string' ? names.of(id)?.name : undefined;
}
