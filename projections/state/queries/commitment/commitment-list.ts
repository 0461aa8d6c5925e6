import { commitmentsInOrder, planList } from '../plan/plan.assembler.js';
import { idsUnder } from '../plan/under.js';
import type { Named } from '../references.js';
import { hasWords } from '../words.js';
import type { CommitmentLine, StatusAnswer } from './commitment.answers.js';
import { commitmentLine } from './commitment.assembler.js';
import type { CommitmentFilter } from './commitment.queries.js';
import type { Surroundings } from './surroundings.js';

/** The commitments of a view that fit a filter, plan by plan as their papers order them. */
export function commitmentList(around: Surroundings, filter: CommitmentFilter): CommitmentLine[] {
  const { facts } = around;
  const under = filter.under === undefined ? undefined : idsUnder(filter.under, facts);
  return planList(facts)
    .filter(({ id }) => filter.plan === undefined || id === filter.plan)
    .flatMap(({ id }) => commitmentsInOrder(facts.object('plan', id)!, around))
    .filter(({ id }) => under === undefined || under.has(id))
    .map((summary) => commitmentLine(summary, around))
    .filter((line) => fits(line, filter));
}

function fits(line: CommitmentLine, { body, tag, noUpdate, overdue, words, ...filter }: CommitmentFilter): boolean {
  return (
    hasStatus(line, filter) &&
    (body === undefined || bodiesOf(line).some(({ id }) => id === body)) &&
    (tag === undefined || line.tags.some(({ id }) => id === tag)) &&
    (noUpdate === undefined || (line.latestUpdate === null) === noUpdate) &&
    (overdue === undefined || (line.targetDate?.overdue ?? false) === overdue) &&
    (words === undefined || hasWords(line.wording?.text ?? '', words))
  );
}

function hasStatus(
  { statuses }: CommitmentLine,
  { status, assessment, area }: Pick<CommitmentFilter, 'status' | 'assessment' | 'area'>,
): boolean {
  if (status === undefined && area === undefined && assessment === undefined) return true;
  return statuses.some(
    (one) =>
      one.assessment === (assessment ?? 'officer') &&
      (area === undefined ? one.area === undefined : isArea(one, area)) &&
      (status === undefined ? one.from !== undefined : (one.status ?? 'notStated') === status),
  );
}

/** Whether a status is said for an area, by its code or name. */
export function isArea({ area, areaCode }: StatusAnswer, wanted: string): boolean {
  return area?.toLowerCase() === wanted.toLowerCase() || areaCode === wanted;
}

/** Who leads on it, promised it or delivers it. */
export function bodiesOf({
  lead,
  promisedBy,
  delivery,
}: Pick<CommitmentLine, 'lead' | 'promisedBy' | 'delivery'>): Named[] {
  return [lead?.body, promisedBy?.body, ...delivery.map(({ body }) => body)].filter((body) => body !== undefined);
}
