import type { CorrectionAnswer } from '../../../projections/state/queries/correction/correction.answers.js';
import type { RestatementAnswer } from '../../../projections/state/queries/restatement/restatement.answers.js';
import { pageOf } from '../links.js';

/** What was changed: the object, with its page where it has one, and which statement of it. */
export interface ChangedThing {
  category: string;
  name: string;
  path?: string;
  /** Which figure of a metric. */
  figure?: string;
  /** First part of the key below the object, such as `due`. */
  part: string;
}

/** A published statement that the body changed. */
export interface RestatementRow {
  thing: ChangedThing;
  kind: string;
  figureChange: RestatementAnswer['figureChange'];
  before: string | null;
  beforeReportedOn: string;
  beforeFrom: RestatementAnswer['beforeFrom'];
  /** `null` where it was taken back, or where there are no words for it. */
  after: string | null;
  isBack: boolean;
  /** Why, in a word of the catalogue, and in the words of the body. */
  reason?: string;
  note?: string;
  approvedBy?: string;
  effect: RestatementAnswer['effect'];
  quotedIn: RestatementAnswer['quotedIn'];
  from: RestatementAnswer['from'];
}

export function restatementRow(answer: RestatementAnswer): RestatementRow {
  const { reason, note } = answer.change as { reason?: unknown; note?: unknown };
  const isBack = answer.kind === 'Withdrawn';
  // A withdrawal is reasoned in words; of a change there is a kind of reason, and perhaps a note.
  const [kindOfReason, words] = isBack ? [undefined, reason] : [reason, note];
  return {
    thing: changedThing(answer),
    ...{
      kind: answer.kind,
      figureChange: answer.figureChange,
      isBack,
      before: answer.beforeInWords,
      after: answer.afterInWords,
    },
    ...{ beforeReportedOn: answer.beforeReportedOn, beforeFrom: answer.beforeFrom, from: answer.from },
    ...(typeof kindOfReason === 'string' ? { reason: kindOfReason } : {}),
    ...(typeof words === 'string' ? { note: words } : {}),
    ...(answer.approvedBy === undefined ? {} : { approvedBy: answer.approvedBy }),
    ...{ effect: answer.effect, quotedIn: answer.quotedIn },
  };
}

/** A slip of the ledger's own. */
export interface CorrectionRow {
  thing: ChangedThing;
  kind: string;
  was: string | null;
  is: string | null;
  reason: string | null;
  takenBack: boolean;
  shownIn: CorrectionAnswer['shownIn'];
  from: CorrectionAnswer['from'];
  reportedOn: string;
}

export function correctionRow(answer: CorrectionAnswer): CorrectionRow {
  const { kind, wasInWords, isInWords, reason, takenBack, shownIn, from, reportedOn } = answer;
  return {
    thing: changedThing(answer),
    ...{ kind, was: wasInWords, is: isInWords, reason, takenBack, shownIn, from, reportedOn },
  };
}

function changedThing({
  category,
  object,
  facet,
  figure,
}: Pick<RestatementAnswer, 'category' | 'object' | 'facet' | 'figure'>): ChangedThing {
  const path = pageOf(category, object);
  return {
    ...{ category, name: object.name ?? object.id, part: facet.split('/')[0]! },
    ...(path === undefined ? {} : { path }),
    ...(figure === undefined ? {} : { figure }),
  };
}
