import type { JsonObject } from '../../../../src/integrity/canonical-json.js';
import type { Day } from '../../../../src/ledger/dates.js';
import type { HistoryEntry, Statement, StateReader, View } from '../../statement.js';
import type { ObjectFacts } from '../facts.js';
import { before, slotsOf, statementOf } from '../slots.js';

/**
 * All versions of definitions that have changed, each as the facet `definition/2`: so they stand among the facts of a
 * view beside `definition`, the one in force. Only the histories of those definitions are read.
 *
 * @param statements of the view, with the definitions of the metrics
 */
export async function versionsOfDefinitions(
  reader: StateReader,
  { asReportedOn, atSize }: View,
  statements: readonly Statement[],
): Promise<Statement[]> {
  const changed = statements.filter(({ facet, kind }) => facet === 'definition' && kind === 'MetricDefinitionChanged');
  if (changed.length === 0) return [];
  const streams = [...new Set(changed.map(({ stream }) => stream))];
  const histories = await reader.histories(streams, atSize, ['definition']);
  return histories.flatMap((history) => versionsIn(history, asReportedOn));
}

/** The versions of a metric's definition, as such facets. */
export function versionsIn(history: readonly HistoryEntry[], on: Day): Statement[] {
  const said = slotsOf(history, on).filter(({ original, text }) => {
    return original.facet === 'definition' && !text.withdrawn;
  });
  const inOrder = said.sort((a, b) => (before(a, b) ? -1 : 1)).map(statementOf);
  const byVersion = inOrder.map((one) => [`definition/${one.data.definitionVersion}`, one] as const);
  return [...new Map(byVersion)].map(([facet, statement]) => ({ ...statement, facet }));
}

/** The unit of a figure: that of the definition under which it was reported, whatever is in force since. */
export function unitOf({ definitionVersion }: JsonObject, metric: ObjectFacts | undefined): string | undefined {
  return metric?.value(`definition/${definitionVersion}`, 'unit') ?? metric?.value('definition', 'unit');
}
