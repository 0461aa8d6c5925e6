import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry, Statement } from '../../statement.js';
import { grouped, type ObjectFacts, partOf, present, readable } from '../facts.js';
import { provenanceOf } from '../provenance.js';
import { before, slotsOf, statementOf } from '../slots.js';
import type { StatusAnswer } from './commitment.answers.js';
import type { Surroundings } from './surroundings.js';

/**
 * Both assessments, the officer's first; one that nobody has made is "Not stated in the source", one that the body has
 * taken back is "Withdrawn".
 */
export function statusesOf(commitment: ObjectFacts, around: Surroundings): StatusAnswer[] {
  return ['officer', 'panel'].flatMap((assessment) => {
    const facet = `status/${assessment}`;
    const overall = commitment.get(facet) ?? commitment.withdrawal(facet);
    const byArea = [...commitment.under(`${facet}/`), ...commitment.withdrawals(`${facet}/`)];
    const first: StatusAnswer = overall
      ? statusAnswer(assessment, overall, around)
      : { assessment, status: null, label: 'Not stated in the source' };
    return [first, ...byArea.map((statement) => statusAnswer(assessment, statement, around))];
  });
}

/** What had been said under the key of a status before it. */
export interface StatusBefore {
  /** Place of the entry that says the status that came after it. */
  replacedBy: number;
  status: StatusAnswer;
}

/** Of each status that is said by a day the one that was said last before it, where there is one. */
export function statusesBefore(history: readonly HistoryEntry[], by: Day, words: StatusWords): StatusBefore[] {
  const statuses = slotsOf(history, by).filter(({ original }) => /^status\/(officer|panel)(\/|$)/.test(original.facet));
  return [...grouped(statuses, ({ original }) => [original.facet]).values()].flatMap((said) => {
    const [last, earlier] = said.sort((a, b) => (before(a, b) ? 1 : -1));
    if (!last || !earlier) return [];
    const status = statusAnswer(partOf(last.original.facet, 1), statementOf(earlier), words);
    return [{ replacedBy: last.text.sequence, status }];
  });
}

/** What statuses are put in words with. */
type StatusWords = Pick<Surroundings, 'names' | 'statusLabel'>;

function statusAnswer(assessment: string, statement: Statement, around: StatusWords): StatusAnswer {
  const { data, withdrawn, facet } = statement;
  const status = withdrawn ? null : String(data.status);
  const area = data.area as { name: string; code?: string } | undefined;
  return present<StatusAnswer>({
    assessment,
    status,
    label: status === null ? 'Withdrawn' : around.statusLabel(String(data.scheme), status),
    area: area?.name ?? (facet.split('/').length > 2 ? decodeURIComponent(partOf(facet, 2)) : undefined),
    areaCode: area?.code,
    reason: readable(withdrawn ? statement.change?.reason : data.reason) as string | null | undefined,
    decision: around.names.of(data.decision),
    evidence: readable(data.evidence) as unknown[] | undefined,
    from: provenanceOf(statement),
  });
}
