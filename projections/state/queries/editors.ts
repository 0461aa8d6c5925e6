import { addDays } from '../../../src/ledger/dates.js';
import { LAST_DAY, type Statement, type StatementFilter, type StateReader, type View } from '../statement.js';
import { compare, payloadOf, present } from './facts.js';
import { Member } from './member.js';
import type { Names } from './names.js';
import { Provenance, provenanceOf } from './provenance.js';
import { Worded } from './references.js';

/**
 * What the ledger's editors said after the day of a view. A view holds what had been said by its day, and so none of
 * this; it is shown apart, and changes nothing of the answer that it stands beside.
 */
export class AddedByEditors {
  @Member('text', 'What kind of statement it is, such as LineageAsserted.') kind!: string;
  @Member('day', 'When the editors said so.') on!: string;
  @Member('json', 'The statement; null where a part of it was erased.') says!: Record<string, unknown>;
  @Member([() => Worded], 'What it is about, by name.') pointsAt!: Worded[];
  @Member(() => Provenance) from!: Provenance;
}

/** Standing statements of the editors, of these keys, that were made after the day of the view. */
export async function laterByEditors(
  reader: StateReader,
  { asReportedOn, atSize }: View,
  filter: StatementFilter,
): Promise<Statement[]> {
  if (asReportedOn >= LAST_DAY) return [];
  const since = addDays(asReportedOn, 1);
  const later = await reader.statements({ asReportedOn: LAST_DAY, atSize }, { ...filter, since });
  return later.filter(({ withdrawn }) => !withdrawn);
}

/**
 * In the order of the days on which they were said, and of the ledger.
 *
 * @param words of a commitment, by its id
 */
export function addedByEditors(
  statements: readonly Statement[],
  names: Names,
  words: (id: string) => string | undefined = () => undefined,
): AddedByEditors[] {
  const inOrder = [...statements].sort((a, b) => compare(a.reportedOn, b.reportedOn) || a.slot - b.slot);
  return inOrder.map((statement) => {
    const says = payloadOf(statement.data);
    return {
      kind: statement.kind,
      on: statement.reportedOn,
      says,
      pointsAt: names.among([statement.objectId, says]).map((one) => present({ ...one, text: words(one.id) })),
      from: provenanceOf(statement),
    };
  });
}
