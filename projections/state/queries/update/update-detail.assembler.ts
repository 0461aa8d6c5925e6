import type { Statement } from '../../statement.js';
import { wordsOf } from '../commitment/wordings.js';
import { addedByEditors } from '../editors.js';
import { type Facts, present, readable } from '../facts.js';
import type { Names } from '../names.js';
import { provenanceOf } from '../provenance.js';
import { idsIn, type Named } from '../references.js';
import { BY_THE_BODY } from '../slots.js';
import { figureInWords } from './quoted-figure.js';
import type { UpdateBlock } from './update.answers.js';
import { updates } from './update.assembler.js';
import type { QuotedFigure, UpdateDetail, UpdateDetailBlock } from './update-detail.answers.js';

/** What an update is shown with. */
export interface AroundUpdate {
  /** The update, what its names come from, and the figures that it states. */
  facts: Facts;
  names: Names;
  /** The figures as they were on the day of the update. */
  earlier: Facts;
  /** The update that it was copied from, in a view of its own. */
  original: Facts;
  later: readonly Statement[];
}

/** One update, or `undefined` where the view does not hold it. */
export function updateDetail(id: string, around: AroundUpdate): UpdateDetail | undefined {
  const { facts, names, later } = around;
  const update = facts.object('update', id);
  const whole = updates(facts, names).find((one) => one.id === id);
  if (!update || !whole) return undefined;
  const copiedFrom = update.get('content')!.data.copiedFrom as string | undefined;
  const original = around.original.object('update', copiedFrom)?.get('content');
  const before = new Set(blocksOf(original).map(({ text }) => text));
  const targets = targetsByBlock(update.get('block-targets'), names);
  const figures = update.list('figure/*', 'ProgressFigureLinked');
  const blocks = whole.blocks.map((block) => {
    return present<UpdateDetailBlock>({
      ...block,
      targets: targets.get(block.blockId ?? ''),
      copied: copiedFrom === undefined ? undefined : block.text !== null && before.has(block.text),
      figures: figures
        .filter(({ data }) => data.blockId === block.blockId)
        .map((link) => quoted(link, whole.from.reportedOn, around)),
    });
  });
  const targeted = update.get('targets');
  return present<UpdateDetail>({
    ...whole,
    targets: whole.targets.map((one) => present({ ...one, kind: kindIn(facts, one.id), text: wordsOf(one.id, facts) })),
    blocks,
    copiedFrom:
      copiedFrom === undefined
        ? undefined
        : present({
            ...names.of(copiedFrom)!,
            reportedOn: original?.reportedOn,
            sameBlocks: blocks.filter(({ copied }) => copied).length,
          }),
    targetsFrom: targeted && provenanceOf(targeted),
    addedByEditors: addedByEditors(later, names),
  });
}

function blocksOf(content: Statement | undefined): UpdateBlock[] {
  return (readable(content?.data.blocks) as UpdateBlock[] | undefined) ?? [];
}

function targetsByBlock(statement: Statement | undefined, names: Names): Map<string, Named[]> {
  const listed = (statement?.data.blockTargets ?? []) as unknown as { blockId: string; targets: string[] }[];
  return new Map(listed.map(({ blockId, targets }) => [blockId, idsIn(targets).map((id) => names.of(id)!)]));
}

function quoted(link: Statement, reportedOn: string, { facts, names, earlier }: AroundUpdate): QuotedFigure {
  const { linkId, metricId, valueKey, quote } = readable(link.data) as Record<string, string>;
  const metric = facts.object('metric', metricId);
  const now = metric?.get(valueKey!) ?? metric?.withdrawal(valueKey!);
  return {
    linkId: linkId!,
    metric: names.of(metricId)!,
    valueKey: valueKey!,
    quote: quote ?? null,
    was: figureInWords(earlier.object('metric', metricId)?.get(valueKey!)?.data, metric),
    is: figureInWords(metric?.get(valueKey!)?.data, metric),
    changedSince: now !== undefined && BY_THE_BODY.has(now.originalType) && now.reportedOn > reportedOn,
    from: provenanceOf(link),
  };
}

/** Updates are about plans, their parts and commitments alone. */
function kindIn(facts: Facts, id: string): string {
  if (facts.object('commitment', id)) return 'commitment';
  return facts.object('plan', id) ? 'plan' : 'node';
}
