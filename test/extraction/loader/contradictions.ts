import type { Extraction } from '../extraction.js';
import { DISAGREEING_FIGURES, DISAGREEING_PARAGRAPHS } from '../judgement.js';
import type { Figures } from './figures.js';
import { entryOf, type Line } from './line.js';
import type { Citing } from './papers.js';
import { externalId } from './progress.js';

/** Figures and paragraphs that disagree, each pair linked and neither put right. */
export function contradictionLines(
  { figures: file, progress2022 }: Extraction,
  figures: Figures,
  updates: readonly Line[],
  citing: Citing,
): Line[] {
  const note = (conflictId: string, fields: object): Line => ({
    command: 'note-conflict',
    record: `judgement/${conflictId}`,
    fields: { planId: 'plan-2022', conflictId, ...fields },
  });
  const paragraph = (id: string) => {
    const [row, block] = [id.slice(0, id.lastIndexOf('/')), id.slice(id.lastIndexOf('/') + 1)];
    const update = updates.find(({ fields }) => fields.updateId === externalId(row))!;
    const { source } = progress2022.rows.flatMap(({ progress }) => progress).find((item) => item.id === id)!;
    return { entry: entryOf(update, 'update', externalId(row)), block, source };
  };
  const [one, other] = [paragraph(DISAGREEING_PARAGRAPHS.a), paragraph(DISAGREEING_PARAGRAPHS.b)];
  return [
    note('CONFLICT-ROUND-TABLE', {
      ...citing.edited([one.source, other.source]),
      entryA: one.entry,
      entryB: other.entry,
      blockA: one.block,
      blockB: other.block,
      point: DISAGREEING_PARAGRAPHS.point,
      reason: 'Two tables of one day speak of it in two tenses.',
    }),
    ...DISAGREEING_FIGURES.map(({ a, b, point }) => {
      const [first, second] = [a, b].map((id) => file.metrics.find((figure) => figure.id === id)!);
      const why = [first!, second!].map(({ flag, note: words }) => flag ?? words).filter((words) => !!words);
      return note(`CONFLICT-${a}-${b}`, {
        ...citing.edited([first!.source, second!.source]),
        entryA: figures.entry(a),
        entryB: figures.entry(b),
        point,
        reason: why.join(' · '),
      });
    }),
  ];
}
