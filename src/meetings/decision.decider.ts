import { type Finding, type Lookups, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { isAfter, statedDateRules } from '../ledger/catalogue/stated-date.js';
import { type Day, printedDay } from '../ledger/dates.js';
import { isHeld, type LinkKind } from '../ledger/lookups/linked-things.js';
import { knownItemRules } from './agenda.decider.js';
import type {
  BoardDecisionRecordedData,
  Change,
  DecisionChangesLinkedData,
  DecisionSupersededData,
} from './decision.events.js';
import { isUnknown } from './known-parts.js';

export function decisionRules({ itemId, decidedOn }: BoardDecisionRecordedData, situation: Situation): Finding[] {
  const { reportedOn } = situation;
  const later = reportedOn !== undefined && isAfter(decidedOn, reportedOn);
  return [
    ...knownItemRules(itemId, situation),
    later && refusal('decidedOn.date', 'A decision cannot be later than its reported date'),
    ...statedDateRules(decidedOn, 'decidedOn'),
  ];
}

/** What names a decision of this meeting, if it names one. */
export function knownDecisionRules(decisionId: string | undefined, situation: Situation): Finding[] {
  return [
    isUnknown(decisionId, 'decision', situation) &&
      refusal('decisionId', 'The meeting has no such decision', 'unknown-object'),
  ];
}

/** Changed things that have an id of their own; all others are parts, and are named by their keys. */
const WITH_ID: ReadonlySet<string> = new Set<LinkKind>(['milestone', 'commitment', 'node', 'plan']);

/** What the keys of changed things look like. */
const KEYS: Readonly<Record<Change['kind'], RegExp>> = {
  status: /^commitment-[^/]+\/status\//,
  date: /^commitment-[^/]+\/target-date$|^milestone-[^/]+\/due$|^meeting-[^/]+\/action\/[^/]+\/due$/,
  wording: /^commitment-[^/]+\/wording\//,
  target: /^metric-[^/]+\/target/,
  variation: /^plan-[^/]+\/variation\//,
  action: /^meeting-[^/]+\/action\//,
  delivery: /^plan-[^/]+\/delivery\//,
  milestone: /^milestone-/,
  commitment: /^commitment-/,
  node: /^plan-[^/]+\/node\//,
  plan: /^plan-/,
};

/** Of each change that names an id, whether the ledger holds such a thing. */
export function gatherChanged(changes: readonly Change[], lookups: Lookups): Promise<boolean[]> {
  return Promise.all(
    changes.map(async ({ kind, id }) => id !== undefined && WITH_ID.has(kind) && isHeld(kind as LinkKind, id, lookups)),
  );
}

export function changesRules(
  { decisionId, changes }: DecisionChangesLinkedData,
  situation: Situation<boolean[]>,
): Finding[] {
  const { gathered: held } = situation;
  return [
    ...knownDecisionRules(decisionId, situation),
    ...changes.map(({ kind, key, id }, index) => {
      const named = id === undefined ? key !== undefined && KEYS[kind].test(key) : key === undefined && held[index];
      return !named && refusal(`changes[${index}]`, 'Choose something in the ledger');
    }),
  ];
}

/** When the decision behind a key was first told of; `undefined` where the key names none. */
export async function gatherLater(key: string, lookups: Lookups): Promise<Day | undefined> {
  const [stream, ...facet] = key.split('/');
  const view = (await lookups.history(stream!)).at();
  return view.of(facet.join('/'), 'BoardDecisionRecorded')?.slot.metadata.reportedOn;
}

/** What replaces a decision is another one, told of on the same day or later. */
export function supersedingRules(
  { decisionId, byDecision }: DecisionSupersededData,
  situation: Situation<Day | undefined>,
): Finding[] {
  const { gathered: laterOn, history } = situation;
  const itself = byDecision === `${history.stream}/decision/${decisionId}`;
  const toldOn = history.at().get(`decision/${decisionId}`)?.slot.metadata.reportedOn;
  const earlier = laterOn === undefined || (toldOn !== undefined && laterOn < toldOn);
  return [
    ...knownDecisionRules(decisionId, situation),
    (itself || earlier) && refusal('byDecision', 'Link the decision that replaces it'),
    ...endOfDecisionRules(decisionId, situation),
  ];
}

export function endOfDecisionRules(decisionId: string, { own }: Situation): Finding[] {
  const ended = own.get(`decision/${decisionId}/end`)?.slot.metadata.reportedOn;
  return [!!ended && refusal('decisionId', `This decision ended on ${printedDay(ended)}`)];
}
