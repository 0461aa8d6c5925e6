import type { CommitmentAnswer } from '../../../projections/state/queries/commitment/commitment.answers.js';
import { pageOf } from '../links.js';
import { pathOfPart } from '../plans/plan.view.js';

/** What every page of a commitment begins with. */
export interface CommitmentHead {
  /** An external id such as C22-14, else the number printed. */
  identifier: string;
  path: string;
  words?: string;
  plan: CommitmentAnswer['plan'];
  /** From the plan down to the part that it sits in. */
  above: { text: string; path: string }[];
}

export function commitmentHead(
  commitment: Pick<CommitmentAnswer, 'id' | 'externalIds' | 'printedNumber' | 'wording' | 'plan' | 'path'>,
): CommitmentHead {
  const { id, externalIds, printedNumber, wording, plan, path } = commitment;
  const planPath = pageOf('plan', plan)!;
  return {
    identifier: externalIds[0] ?? printedNumber.display,
    path: pageOf('commitment', { id, externalIds })!,
    ...(wording ? { words: wording.text } : {}),
    plan,
    above: [
      { text: plan.name ?? plan.id, path: planPath },
      ...path
        .filter((part) => part.id !== plan.id)
        .map((part, depth) => ({ text: part.name ?? part.id, path: pathOfPart(planPath, part.id, depth) })),
    ],
  };
}
