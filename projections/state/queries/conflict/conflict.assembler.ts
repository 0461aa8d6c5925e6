import type { HistoryEntry, Statement } from '../../statement.js';
import { LAST_DAY } from '../../statement.js';
import { type Facts, type ObjectFacts, partOf, payloadOf, present, readable } from '../facts.js';
import { pointedAt } from '../linked.js';
import { provenanceOf, provenanceOfEntry } from '../provenance.js';
import { rootOf, slotsOf } from '../slots.js';
import { figureNamed, inWords, type Vocabulary } from '../view-change/said-in-words.js';
import type { CONFLICT_STATES, ConflictAnswer, ConflictingEntry } from './conflict.answers.js';

type State = (typeof CONFLICT_STATES)[number];

/** A conflict of a plan in a view, with the result that stands. */
export interface NotedConflict {
  plan: ObjectFacts;
  noted: Statement;
  result: Statement | undefined;
  state: State;
}

/** The conflicts of a view, in the order in which they came into the ledger. */
export function notedConflicts(facts: Facts): NotedConflict[] {
  const found = facts.all('plan').flatMap((plan) =>
    plan.list('conflict/*').map((noted) => {
      const result = plan.get(`${noted.facet}/result`);
      return { plan, noted, result, state: stateOf(result) };
    }),
  );
  return found.sort((a, b) => a.noted.slot - b.noted.slot);
}

/** The entries that open conflicts of a view are about. */
export function disputedEntries(facts: Facts): Set<string> {
  const open = notedConflicts(facts).filter(({ state }) => state === 'open');
  return new Set(open.flatMap(({ noted: { data } }) => [String(data.entryA), String(data.entryB)]));
}

/** The entries by which a conflict may name a statement: the one that answers, and the one that it corrects. */
export function entriesOf({ id, type, target }: Statement): string[] {
  return type === 'EntryCorrected' && target !== undefined ? [id, target] : [id];
}

/** What the two statements of a conflict are shown with: the histories of their objects, and what these are about. */
interface Around {
  histories: readonly (readonly HistoryEntry[])[];
  words: Vocabulary;
}

export function conflictAnswer({ plan, noted, result, state }: NotedConflict, around: Around): ConflictAnswer {
  const { names } = around.words;
  const { data } = noted;
  const settled = result && state !== 'notAConflict' ? String(result.data.result) : undefined;
  return present<ConflictAnswer>({
    id: partOf(noted.facet, 1),
    plan: names.of(plan.id)!,
    point: readable(data.point) as string | null,
    state,
    result: settled,
    evidence: readable(result?.data.evidence) as unknown[] | undefined,
    a: entryOf(String(data.entryA), data.blockA as string | undefined, around),
    b: entryOf(String(data.entryB), data.blockB as string | undefined, around),
    from: provenanceOf(noted),
    resolvedFrom: result && provenanceOf(result),
  });
}

function stateOf(result: Statement | undefined): State {
  if (!result) return 'open';
  return result.data.result === 'notAConflict' ? 'notAConflict' : 'resolved';
}

/** The statement that an entry makes, in the words that stand: those of its last correction. */
function entryOf(entryId: string, block: string | undefined, { histories, words }: Around): ConflictingEntry {
  const { facts, names } = words;
  const history = histories.find((entries) => entries.some(({ id }) => id === entryId)) ?? [];
  const byId = new Map(history.map((entry) => [entry.id, entry]));
  const root = rootOf(byId.get(entryId)!, byId);
  const slot = slotsOf(history, LAST_DAY).find(({ original }) => original.id === root.id);
  const stands = slot?.text ?? root;
  const payload = payloadOf(stands.data);
  const blocks = (payload.blocks ?? []) as Record<string, unknown>[];
  const paragraph = block === undefined ? undefined : blocks.find(({ blockId }) => blockId === block);
  return present<ConflictingEntry>({
    entryId,
    object: names.of(root.objectId)!,
    about: pointedAt(facts.object(root.category, root.objectId)).map((id) => names.of(id)!),
    facet: root.facet,
    kind: root.kind,
    says: paragraph ?? payload,
    figure: figureNamed(stands),
    words: paragraph ? ((paragraph.text ?? null) as string | null) : inWords(stands, words),
    voided: slot ? undefined : true,
    from: provenanceOfEntry(stands, root.reportedOn!),
  });
}
