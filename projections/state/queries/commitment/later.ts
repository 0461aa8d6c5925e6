import type { Statement, StateReader, View } from '../../statement.js';
import { entriesOf } from '../conflict/conflict.assembler.js';
import { type AddedByEditors, addedByEditors, laterByEditors } from '../editors.js';
import { Facts, type ObjectFacts, partOf } from '../facts.js';
import { rowOf } from '../report/rows.js';
import type { Surroundings } from './surroundings.js';
import { wordingsOfAll, wordsOf } from './wordings.js';

/** What the editors say of a commitment, in its own stream. */
const OWN = ['nature', 'wording/*/class', 'lineage/*', 'suggestion/*'];
const CONFLICTS = ['conflict/*', 'conflict/*/result'];

/** What the editors said of a commitment, and of what stands about it, after the day of the view. */
export async function laterOfCommitment(
  reader: StateReader,
  view: View,
  commitment: ObjectFacts,
  { facts, names }: Surroundings,
): Promise<AddedByEditors[]> {
  const [own, conflicts] = await Promise.all([
    laterByEditors(reader, view, { streams: [commitment.stream], facets: OWN }),
    laterByEditors(reader, view, { streams: [`plan-${commitment.plan}`], facets: CONFLICTS }),
  ]);
  const about = facts.all('update').filter((update) => rowOf(update).targets.has(commitment.id));
  const entries = new Set([commitment, ...about].flatMap((one) => one.under('')).flatMap(entriesOf));
  const known = facts.object('plan', commitment.plan)?.list('conflict/*') ?? [];
  const theirs = [...known, ...conflicts].filter(
    ({ kind, data }) => kind === 'ConflictNoted' && [data.entryA, data.entryB].some((id) => entries.has(String(id))),
  );
  const concerned = new Set(theirs.map(conflictOf));
  const later = [...own, ...conflicts.filter((one) => concerned.has(conflictOf(one)))];
  if (later.length === 0) return [];
  const others = names.among(later.map(({ data }) => data)).map((one) => one.id);
  const texts = new Facts(await reader.statements(view, wordingsOfAll(others)));
  return addedByEditors(later, names, (id) => wordsOf(id, texts));
}

function conflictOf({ facet }: Statement): string {
  return partOf(facet, 1);
}
