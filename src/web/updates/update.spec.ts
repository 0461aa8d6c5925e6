import type { UpdateDetail } from '../../../projections/state/queries/update/update-detail.answers.js';
import { updatePage } from './update.view.js';

const block = (text: string, more: object = {}) => ({ kind: 'paragraph', text, figures: [], ...more });

describe('the page of an update', () => {
  const update = {
    ...{ id: 'u1', plan: { id: 'plan', name: 'A plan' }, from: { entry: 'backfill' } },
    targets: [
      { kind: 'node', id: 't1', name: 'Theme' },
      { kind: 'commitment', id: 'c1', name: 'C22-01', text: 'Do it.' },
    ],
    blocks: [
      block('One.', { copied: true }),
      block('Two.', { targets: [{ id: 'c1', name: 'C22-01' }], figures: [{ linkId: 'f1' }] }),
      block('Thr', { damaged: true, repair: 'Three.' }),
    ],
  } as unknown as UpdateDetail;
  const page = updatePage(update);

  it('leads to what it is about, promises with their words', () => {
    expect(page.targets).toEqual([
      { id: 't1', name: 'Theme', path: '/plans/plan/themes/t1' },
      { id: 'c1', name: 'C22-01', text: 'Do it.', path: '/commitments/C22-01' },
    ]);
  });

  it('tells what was read from a paper from what was said here', () => {
    expect(page.isFromPaper).toBe(true);
    expect(updatePage({ ...update, from: { ...update.from, entry: 'live' } }).isFromPaper).toBe(false);
  });

  it('says of paragraphs what is only theirs, by their places', () => {
    expect(page.narrower).toMatchObject([{ place: 2, targets: [{ path: '/commitments/C22-01' }] }]);
    expect(page.damaged).toEqual([{ place: 3, repair: 'Three.' }]);
    expect(page.copied).toEqual([1]);
    expect(page.figures).toMatchObject([{ linkId: 'f1' }]);
  });
});
