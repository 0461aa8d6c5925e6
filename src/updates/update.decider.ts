import { type Finding, refusal, type Situation } from '../ledger/catalogue/catalogue.js';
import { peopleRules } from '../ledger/catalogue/parts.js';
import type { StreamHistory, StreamView } from '../ledger/history.js';
import { areaRules } from '../ledger/lookups/in-force.js';
import type { PlanPart } from '../ledger/lookups/plan-parts.js';
import type {
  Block,
  ProgressBlocksTargetedData,
  ProgressFigureLinkedData,
  ProgressFigureUnlinkedData,
  ProgressReportedData,
  ProgressTargetedData,
} from './update.events.js';

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

/** What was loaded from a paper says where it stands in it; what is reported live is the report itself. */
export function citationRules(isCited: boolean, { entry }: Situation): Finding[] {
  const missing = entry === 'backfill' && !isCited;
  return [missing && refusal('citations', 'Cite the passage that this was taken from', 'citation-required')];
}

export function targetRules(
  { targets, reason }: ProgressTargetedData,
  { own, plan, gathered: parts }: Situation<(PlanPart | undefined)[]>,
): Finding[] {
  const before = own.get('targets')?.data.targets as string[] | undefined;
  const changed =
    before !== undefined && (before.length !== targets.length || targets.some((id) => !before.includes(id)));
  return [
    ...partsOfOnePlan('targets', parts, plan),
    changed && !reason?.trim() && refusal('reason', 'Give the reason why it is about something else'),
  ];
}

export function blockTargetRules(
  { blockTargets }: ProgressBlocksTargetedData,
  { own, plan, gathered: parts }: Situation<(PlanPart | undefined)[][]>,
): Finding[] {
  return blockTargets.flatMap(({ blockId }, index) => {
    const field = `blockTargets[${index}]`;
    const again = blockTargets.findIndex((other) => other.blockId === blockId) < index;
    return [
      unknownBlock(blockId, `${field}.blockId`, own),
      again && refusal(`${field}.blockId`, 'This paragraph is listed twice'),
      ...partsOfOnePlan(`${field}.targets`, parts[index]!, plan),
    ];
  });
}

export function figureRules(
  { linkId, blockId, valueKey, quote }: ProgressFigureLinkedData,
  { own, gathered: metric }: Situation<StreamHistory>,
): Finding[] {
  const text: unknown = blockIn(blockId, own)?.text;
  const isFigure = valueKey.startsWith('value/') && metric.at().get(valueKey) !== undefined;
  return [
    isLinked(linkId, own) && refusal('linkId', 'This figure is already linked', 'already-exists'),
    unknownBlock(blockId, 'blockId', own),
    !isFigure && refusal('valueKey', 'This metric has no such figure', 'unknown-object'),
    typeof text === 'string' &&
      !spaced(text).includes(spaced(quote)) &&
      refusal('quote', 'These words are not in that paragraph'),
  ];
}

export function figureUnlinkingRules({ linkId }: ProgressFigureUnlinkedData, { own }: Situation): Finding[] {
  return [!isLinked(linkId, own) && refusal('linkId', 'This figure is not linked')];
}

function isLinked(linkId: string, own: StreamView): boolean {
  return own.of(`figure/${linkId}`, 'ProgressFigureLinked') !== undefined;
}

function partsOfOnePlan(field: string, parts: readonly (PlanPart | undefined)[], plan: string | undefined): Finding[] {
  return parts.map((part, index): Finding => {
    const at = `${field}[${index}]`;
    if (!part || part.is === 'plan') return refusal(at, 'Choose a theme or commitment', 'unknown-object');
    return part.plan !== plan && refusal(at, 'All targets must be in one plan');
  });
}

function unknownBlock(blockId: string, field: string, own: StreamView): Finding {
  return !blockIn(blockId, own) && refusal(field, 'Choose a paragraph of this update', 'unknown-object');
}

/** A paragraph of the update in this view; words that were erased are a commitment, not a text. */
function blockIn(blockId: string, own: StreamView): Block | undefined {
  return (own.get('content')?.data.blocks as Block[] | undefined)?.find((block) => block.blockId === blockId);
}

/** The same words in one line: a paper breaks its lines anywhere. */
function spaced(words: string): string {
  return words.trim().replaceAll(/\s+/g, ' ');
}
