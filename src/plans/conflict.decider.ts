import { type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { evidenceRules } from '../ledger/catalogue/parts.js';
import type { ConflictNotedData, ConflictResolvedData } from './conflict.events.js';

export function conflictRules(
  data: ConflictNotedData,
  { own, gathered: statements }: Situation<ReadonlySet<string>>,
): Finding[] {
  const [a, b] = endsOf(data);
  const pair = pairOf(data);
  const linked = own.list('conflict/*').some((other) => pairOf(other.data as unknown as ConflictNotedData) === pair);
  const twoParagraphs = data.blockA !== undefined && data.blockB !== undefined && a !== b;
  return [
    data.entryA === data.entryB && !twoParagraphs && refusal('entryB', 'Choose two different entries'),
    linked && refusal('entryB', 'These are already linked as conflicting'),
    ...(['entryA', 'entryB'] as const).map(
      (field): Finding => !statements.has(data[field]) && refusal(field, 'Choose an entry that states something'),
    ),
  ];
}

export function resolutionRules(data: ConflictResolvedData, { own }: Situation): Finding[] {
  return [
    !own.get(`conflict/${data.conflictId}`) &&
      refusal('conflictId', 'This plan has no such conflict', 'unknown-object'),
    ...evidenceRules(data),
  ];
}

/** The two that disagree, whichever is named first. */
function pairOf(data: ConflictNotedData): string {
  return endsOf(data).sort().join(' ');
}

function endsOf({ entryA, blockA, entryB, blockB }: ConflictNotedData): string[] {
  return [`${entryA}#${blockA ?? ''}`, `${entryB}#${blockB ?? ''}`];
}
