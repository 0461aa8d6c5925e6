import { type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { peopleRules } from '../ledger/catalogue/parts.js';
import type { StreamHistory } from '../ledger/history.js';
import { areaRules } from '../ledger/lookups/in-force.js';
import type { PlanPart } from '../ledger/lookups/plan-parts.js';
import type { ProgressReportedData, ProgressTargetedData } from './update.events.js';

/** Characters that the blocks of one update may have in all. */
export const MOST_CHARACTERS = 20_000;

export function contentRules(
  { blocks, areas, people }: ProgressReportedData,
  { reportedOn, gathered: settings }: Situation<StreamHistory>,
): Finding[] {
  const texts = blocks.map(({ text }) => text);
  const ids = new Set(blocks.map(({ blockId }) => blockId));
  return [
    texts.join('').length > MOST_CHARACTERS &&
      refusal('blocks', `Blocks must be ${MOST_CHARACTERS} characters or fewer`),
    ids.size < blocks.length && refusal('blocks', 'Give every paragraph an id of its own'),
    ...peopleRules(texts, people),
    ...areaRules(areas ?? [], 'areas', settings, reportedOn),
  ];
}

export function targetRules(
  { targets, reason }: ProgressTargetedData,
  { own, plan, gathered: parts }: Situation<(PlanPart | undefined)[]>,
): Finding[] {
  const before = own.get('targets')?.data.targets as string[] | undefined;
  const changed =
    before !== undefined && (before.length !== targets.length || targets.some((id) => !before.includes(id)));
  return [
    ...parts.map((part, index): Finding => {
      const field = `targets[${index}]`;
      if (!part || part.is === 'plan') return refusal(field, 'Choose a theme or commitment', 'unknown-object');
      return part.plan !== plan && refusal(field, 'All targets must be in one plan');
    }),
    changed && !reason?.trim() && refusal('reason', 'Give the reason why it is about something else'),
  ];
}
