import type {
  CommitmentAnswer,
  StatusAnswer,
  Wording,
} from '../../../projections/state/queries/commitment/commitment.answers.js';
import type { CitationAnswer } from '../../../projections/state/queries/documents.js';
import type { LineageAnswer } from '../../../projections/state/queries/lineage/lineage.answers.js';
import type { MilestoneAnswer } from '../../../projections/state/queries/milestone/milestone.answers.js';
import type { Named } from '../../../projections/state/queries/references.js';
import type { DecisionLine } from '../../../projections/state/queries/register/register.answers.js';
import { isExternalId } from '../../ledger/ids.js';
import { pageOf } from '../links.js';
import { pathOfPart } from '../plans/plan.view.js';

/** What a status rests on: a passage, or a statement by its key. */
export interface Evidence {
  citation?: CitationAnswer;
  key?: string;
}

/** One promise, with everything that is said of it in a view. */
export interface CommitmentPage {
  commitment: CommitmentAnswer;
  /** An external id such as C22-14, else the number printed. */
  identifier: string;
  path: string;
  /** From the plan down to the part that it sits in. */
  above: { text: string; path: string }[];
  statuses: StatusAnswer[];
  /** What follows from the view and is not said by a status already. */
  labels: string[];
  otherWordings: Wording[];
  /** Open milestones and the date of the commitment itself that lie ahead, those due first at the front. */
  ahead: MilestoneAnswer[];
  evidence: Evidence[];
  lineage: LineageAnswer;
  decisions: DecisionLine[];
  /** What editors said after the day of the view, and the other commitments that it is about. */
  added: { kind: string; on: string; others: Named[] }[];
}

/** @param day of the view */
export function commitmentPage(
  commitment: CommitmentAnswer,
  { lineage, decisions, day }: { lineage: LineageAnswer; decisions: DecisionLine[]; day: string },
): CommitmentPage {
  const {
    id,
    externalIds,
    printedNumber,
    wording,
    plan,
    path,
    statuses,
    labels,
    wordings,
    milestones,
    addedByEditors,
  } = commitment;
  const planPath = pageOf('plan', plan)!;
  return {
    commitment,
    identifier: externalIds[0] ?? printedNumber.display,
    path: pageOf('commitment', { id, externalIds })!,
    above: [
      { text: plan.name ?? plan.id, path: planPath },
      ...path
        .filter((part) => part.id !== plan.id)
        .map((part, depth) => ({ text: part.name ?? part.id, path: pathOfPart(planPath, part.id, depth) })),
    ],
    statuses,
    labels: labels.filter((label) => !statuses.some((status) => status.label === label)),
    otherWordings: wordings.filter((one) => one.id !== wording?.id),
    ahead: milestones
      .filter(({ state, due }) => state === 'open' && due?.to !== undefined && due.to > day)
      .sort((a, b) => (a.due!.to! < b.due!.to! ? -1 : 1)),
    evidence: statuses.flatMap(({ evidence = [] }) => evidence as Evidence[]),
    ...{ lineage, decisions },
    added: addedByEditors.map(({ kind, on, pointsAt }) => ({
      ...{ kind, on },
      others: pointsAt.filter((one) => one.id !== id && isExternalId(one.name)),
    })),
  };
}
