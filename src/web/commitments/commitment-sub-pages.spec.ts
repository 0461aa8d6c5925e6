import type { HistoryAnswer } from '../../../projections/state/queries/history/history.answers.js';
import type { LineageAnswer } from '../../../projections/state/queries/lineage/lineage.answers.js';
import type { WordingHistory } from '../../../projections/state/queries/wording/wording.answers.js';
import { firstReported } from './first-reported.view.js';
import { lineageView } from './lineage.view.js';
import { wordingRows } from './wording.view.js';

describe('the wordings of a promise', () => {
  const version = (number: number, more: object) => ({ id: `w${number}`, number, text: `Text ${number}`, ...more });
  const rows = wordingRows({
    inForce: 'w2',
    versions: [
      version(1, { diff: null, notCompared: 'first' }),
      version(2, {
        comparedWith: 'w1',
        diff: [
          { op: 'same', text: 'Do' },
          { op: 'added', text: ' it' },
        ],
      }),
      version(3, { comparedWith: 'w2', diff: [{ op: 'same', text: 'Do it' }] }),
    ],
  } as unknown as WordingHistory);

  it('begin with the newest, and say which is in force', () => {
    expect(rows.map(({ number, inForce }) => [number, inForce])).toEqual([
      [3, false],
      [2, true],
      [1, false],
    ]);
  });

  it('show what changed from the version that they are compared with', () => {
    expect(rows[1]).toMatchObject({ against: 1, isSame: false, diff: [{ op: 'same' }, { op: 'added', text: 'it' }] });
    expect(rows[0]).toMatchObject({ against: 2, isSame: true });
    expect(rows[0]).not.toHaveProperty('diff');
    expect(rows[2]).toMatchObject({ isSame: false });
  });

  it('say why they are not compared, but for the first, which nothing stands before', () => {
    const paraphrases = [1, 2].map((number) => version(number, { diff: null, notCompared: 'paraphrase' }));
    const [second, first] = wordingRows({ inForce: 'w1', versions: paraphrases } as unknown as WordingHistory);
    expect(second).toMatchObject({ notCompared: 'paraphrase' });
    expect(first).not.toHaveProperty('notCompared');
  });
});

describe('the links of a promise', () => {
  const link = (from: string[], to: string[]) => ({
    ...{ id: 'l', type: 'mergedFrom', basis: 'judgement', assertedBy: {} },
    from: from.map((id) => ({ id })),
    to: to.map((id) => ({ id })),
  });
  const none = { before: [], after: [], duplicates: [], withdrawn: [], suggestions: [], addedByEditors: [] };
  const view = (more: object) => lineageView({ id: 'c', ...none, ...more } as unknown as LineageAnswer);

  it('name the promises at the other end, and those beside this one', () => {
    const [before, after] = view({
      before: [link(['old'], ['c', 'sister'])],
      after: [link(['c'], ['new'])],
    }).groups;
    expect(before).toMatchObject({ key: 'before', links: [{ others: [{ id: 'old' }], together: [{ id: 'sister' }] }] });
    expect(after).toMatchObject({ key: 'after', links: [{ others: [{ id: 'new' }], together: [] }] });
  });

  it('are none where nobody made one, whatever has the same words', () => {
    expect(view({ duplicates: [link(['c'], ['twin'])] })).toMatchObject({
      isUnlinked: true,
      groups: [{ key: 'duplicates', links: [{ others: [{ id: 'twin' }] }] }],
    });
  });
});

describe('a promise as it was first reported', () => {
  const said = (index: number, facet: string, reportedOn: string, is: string, more: object = {}) =>
    ({
      ...{
        id: `e${index}`,
        index,
        facet,
        reportedOn,
        is,
        category: 'commitment',
        object: { id: 'c' },
        kind: 'statement',
      },
      ...{ correctedBy: [], ...more },
    }) as unknown as HistoryAnswer;
  const wording = { text: 'Do it now.' } as never;
  const of = (...history: HistoryAnswer[]) => firstReported(history, { id: 'c', wording });

  it('has the earliest report of each statement, however late it was recorded', () => {
    const rows = of(
      said(1, 'target-date', '2022-08-04', 'January 2023'),
      said(2, 'target-date', '2022-06-07', 'November 2022'),
      said(3, 'wording/w1', '2022-06-07', 'Do it.'),
    );
    expect(rows).toMatchObject([
      { what: 'words', first: 'Do it.', now: 'Do it now.', isSame: false },
      { what: 'date', first: 'November 2022', now: 'January 2023', isSame: false },
    ]);
  });

  it('has it in the words of its correction, and without what is void', () => {
    const rows = of(
      said(1, 'status/officer', '2022-06-07', 'On trak', { correctedBy: ['e2'] }),
      said(2, 'status/officer', '2022-06-07', 'On track', { kind: 'ledgerCorrection' }),
      said(3, 'status/officer', '2021-01-01', 'At risk', { voidedBy: 4 }),
    );
    expect(rows).toMatchObject([{ what: 'officer', first: 'On track', isSame: true }]);
  });

  it('names milestones by what changed of them', () => {
    const milestone = { category: 'milestone', object: { id: 'm', name: 'A plan' } };
    const rows = of(
      said(1, 'promise', '2022-06-07', 'A plan', milestone),
      said(2, 'due', '2022-06-07', 'May', milestone),
    );
    expect(rows).toMatchObject([{ what: 'milestoneDate', object: { name: 'A plan' }, isSame: true }]);
  });
});
