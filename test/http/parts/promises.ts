type Write = (command: Record<string, unknown>) => Promise<void>;

const SOURCE = { doc: 'S-1', sha256: 'a'.repeat(64) };
const june = { reportedOn: '2022-06-07', source: SOURCE };
const august = { reportedOn: '2022-08-04', source: SOURCE };
/** What the editors say. */
const later = { reportedOn: '2026-06-11', source: SOURCE };

/** Objects for the addresses that name one. */
export const named: Record<string, () => string> = {
  '/api/plans/:id/lineage': () => 'PLAN',
  '/api/plans/:id/tags': () => 'PLAN',
  '/api/commitments/:id/lineage': () => 'C-3',
  '/api/commitments/:id/wordings': () => 'C-3',
};

/** What can be said of the small ledger's plan and its promises besides their first words. */
export async function sayMore(write: Write, events: ReadonlyMap<string, string[]>): Promise<void> {
  const plan = (command: string, more: object) => write({ command, planId: 'PLAN', ...more });
  const promise = (command: string, more: object) => write({ command, commitmentId: 'C-3', ...more });
  const link = { reason: 'The same words', basis: 'judgement', ...later };

  await promise('record-wording', {
    ...{ ...august, wordingId: 'W-3B', text: 'Answer 999 calls sooner.', lang: 'en', form: 'We will' },
    ...{ printedNumber: { value: '3', basis: 'printed' }, standing: 'printedVariant' },
    ...{ class: 'substantive', reason: 'Which calls', supersedes: 'W-3' },
  });
  await promise('reclassify-wording', { ...later, wordingId: 'W-3B', class: 'editorial', reason: 'Meant before' });
  await promise('assert-lineage', { ...link, linkId: 'L-1', type: 'duplicateOf', from: ['C-1'], to: ['C-3'] });
  await promise('assert-lineage', { ...link, linkId: 'L-2', type: 'new', from: [], to: ['C-3'] });
  await promise('withdraw-lineage', { ...later, edition: 2, linkId: 'L-2', reason: 'It is older' });
  await plan('add-tag-scheme', { ...june, schemeId: 'TS-1', kind: 'crossCutting', label: 'Themes for action' });
  await plan('add-tag', { ...june, tagId: 'TAG-1', schemeId: 'TS-1', label: 'Inequality', order: 1, nodeId: 'P-1' });
  await plan('tag-node', { ...june, nodeId: 'P-1', tagId: 'TAG-1', basis: 'printed' });
  await promise('tag-commitment', { ...june, tagId: 'TAG-1', basis: 'judgement' });
  await promise('set-lead', { ...june, bodyId: 'B-1' });
  await promise('set-nature', { ...later, nature: 'discrete', reason: 'It can be done' });
  const due = (from: string, to: string) => ({ due: { from, to, precision: 'month', basis: 'printed' } });
  await promise('set-target-date', { ...june, ...due('2022-11-01', '2022-12-01') });
  await promise('move-target-date', { ...august, ...due('2023-01-01', '2023-02-01'), reason: 'Late' });
  await plan('add-tag', { ...june, tagId: 'TAG-2', schemeId: 'TS-1', label: 'Place', order: 2 });
  await plan('retire-tag', { ...august, tagId: 'TAG-2', reason: 'Merged' });
  const [entryA, entryB] = [events.get('state-count')![0], events.get('report-progress')![0]];
  const conflict = { ...later, conflictId: 'X-1', entryA, entryB, blockB: 'p1', point: 'How many there are' };
  await plan('note-conflict', { ...conflict, reason: 'Both cannot be right' });
  const settled = { ...later, conflictId: 'X-1', result: 'bHeld', reason: 'Counted', noEvidence: true };
  await plan('resolve-conflict', settled);
}
