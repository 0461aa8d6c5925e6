import type { CorrectionAnswer } from '../../../projections/state/queries/correction/correction.answers.js';
import type { RestatementAnswer } from '../../../projections/state/queries/restatement/restatement.answers.js';
import { changedListPage } from './changed-list.view.js';
import { correctionRow, restatementRow } from './restatement-row.js';

const restated = (more: Partial<RestatementAnswer>) =>
  restatementRow({
    ...{ kind: 'Restated', category: 'metric', object: { id: 'm1', name: 'Calls' }, facet: 'value/2022-03/-/-' },
    ...{ figure: 'March 2022', change: {}, beforeInWords: '5', afterInWords: '6', beforeReportedOn: '2022-06-07' },
    ...{ quotedIn: [], ...more },
  } as unknown as RestatementAnswer);

describe('a restatement', () => {
  it('names what was changed, leads to it and gives both values', () =>
    expect(restated({})).toMatchObject({
      thing: { name: 'Calls', path: '/metrics/m1', figure: 'March 2022', part: 'value' },
      ...{ before: '5', after: '6', isBack: false },
    }));

  it('has a kind of reason, and the note of the body', () =>
    expect(restated({ change: { reason: 'error', note: 'Counted twice' } })).toMatchObject({
      ...{ reason: 'error', note: 'Counted twice' },
    }));

  it('has words alone where something was taken back', () => {
    const row = restated({ kind: 'Withdrawn', afterInWords: null, change: { reason: 'Too early to say' } });
    expect(row).toMatchObject({ isBack: true, note: 'Too early to say', after: null });
    expect(row).not.toHaveProperty('reason');
  });

  it('says nothing in place of a reason that was erased', () =>
    expect(restated({ change: { reason: 'error', note: null } })).not.toHaveProperty('note'));
});

describe('a list of what was changed', () => {
  const rows = [restated({})];

  it('says which one object it is about', () => {
    expect(changedListPage(rows, { object: 'm1' })).toMatchObject({ about: 'Calls', isNarrowed: true });
    expect(changedListPage(rows, {})).toMatchObject({ isNarrowed: false, list: { total: 1 } });
    expect(changedListPage([], { object: 'm1' })).not.toHaveProperty('about');
  });

  it('keeps what narrows it for its other pages, and not the page', () =>
    expect(changedListPage(rows, { kind: 'Revised', page: 1 }).asked).toMatchObject({ kind: 'Revised' }));
});

test('a correction has what the ledger had, has now, and why', () => {
  const answer = {
    ...{ kind: 'void', category: 'settings', object: { id: 's1' }, facet: 'scheme/x', shownIn: [] },
    ...{ wasInWords: 'A', isInWords: null, reason: 'Twice', takenBack: false, reportedOn: '2022-06-07' },
  } as unknown as CorrectionAnswer;
  const row = correctionRow(answer);
  expect(row).toMatchObject({ kind: 'void', was: 'A', is: null, reason: 'Twice', thing: { name: 's1' } });
  expect(row.thing).not.toHaveProperty('path');
});
