import type { ExternalRecommendationLine } from '../../../projections/state/queries/external/external.answers.js';
import { externalListPage } from './external.view.js';

const line = (id: string, issuer: string) =>
  ({
    id,
    issuer: { id: issuer, name: issuer },
    addressedTo: [{ id: 'b', name: 'A body' }],
  }) as ExternalRecommendationLine;

test('external recommendations stand by their issuers, with the count of each state', () => {
  const lines = [line('1', 'Review'), line('2', 'Inspectorate'), line('3', 'Review')];
  const counts = { open: 2, submitted: 1, closed: 0, withdrawn: 0 };
  const page = externalListPage(lines, { lines, counts }, {});
  expect(page.issuers.map(({ issuer, lines: of }) => [issuer.name, of.map(({ id }) => id)])).toEqual([
    ['Inspectorate', ['2']],
    ['Review', ['1', '3']],
  ]);
  expect(page.counts.map(({ state, count }) => [state, count])).toEqual(Object.entries(counts));
  expect(page).toMatchObject({ whole: 3, isNarrowed: false });
  expect(page.choices.addressedTo).toEqual([{ value: 'b', text: 'A body' }]);
  expect(externalListPage(lines, { lines: [], counts }, { state: 'closed' })).toMatchObject({ isNarrowed: true });
});
