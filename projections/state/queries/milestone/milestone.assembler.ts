import type { Day } from '../../../../src/ledger/dates.js';
import { wordsOf } from '../commitment/wordings.js';
import { type DueAnswer, dueState } from '../due.js';
import { compare, type Facts, grouped, type ObjectFacts, partOf, present, readable } from '../facts.js';
import type { Names } from '../names.js';
import { provenanceOf } from '../provenance.js';
import type { KindNamed, Named } from '../references.js';
import { comesByItself } from './endings.js';
import type { MilestoneAnswer } from './milestone.answers.js';

/** Milestones of a view, those due first at the front, those without a date at the end; overdue is said of the day `on`. */
export function milestones(facts: Facts, names: Names, on: Day): MilestoneAnswer[] {
  return facts
    .all('milestone')
    .map((milestone) => answer(milestone, names, on))
    .filter((milestone) => milestone !== undefined)
    .sort((a, b) => compare(a.due?.to ?? '~', b.due?.to ?? '~') || a.from.index - b.from.index);
}

/** Milestones by what they are attached to. */
export function byAttachment(all: readonly MilestoneAnswer[]): Map<string, MilestoneAnswer[]> {
  return grouped(all, ({ attachedTo }) => attachedTo.map(({ id }) => id));
}

function answer(milestone: ObjectFacts, names: Names, on: Day): MilestoneAnswer | undefined {
  const promise = milestone.get('promise');
  if (!promise) return undefined;
  const dated = milestone.get('due');
  const ended = milestone.get('state');
  const due = dated?.data.due as DueAnswer | undefined;
  const state = String(ended?.data.state ?? 'open');
  const kind = String(promise.data.kind);
  return present<MilestoneAnswer>({
    id: milestone.id,
    plan: names.of(milestone.plan),
    kind,
    what: readable(promise.data.what) as string | null,
    promisedBy: names.party(promise.data.promisedBy),
    due,
    state,
    stateOn: ended?.data.on as string | undefined,
    stateReason: readable(ended?.data.reason) as string | null | undefined,
    ...dueState(due, state === 'open' && !comesByItself(kind), on),
    attachedTo: attachments(milestone).map((id) => names.of(id)!),
    from: provenanceOf(promise),
    dueFrom: dated && provenanceOf(dated),
    stateFrom: ended && provenanceOf(ended),
  });
}

/** What a milestone belongs to, each with what it is; `facts` hold the words of commitments. */
export function attachedTo(facts: Facts, id: string, named: readonly Named[]): KindNamed[] {
  const keys = facts.object('milestone', id)?.list('attached/*/*', 'MilestoneAttached') ?? [];
  const kinds = new Map(keys.map(({ facet }) => [partOf(facet, 2), partOf(facet, 1)]));
  return named.map((one) => present<KindNamed>({ ...one, kind: kinds.get(one.id)!, text: wordsOf(one.id, facts) }));
}

function attachments(milestone: ObjectFacts): string[] {
  return milestone.list('attached/*/*', 'MilestoneAttached').map(({ facet }) => partOf(facet, 2));
}
