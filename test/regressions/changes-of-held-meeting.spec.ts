import { Facts } from '../../projections/state/queries/facts.js';
import { Names } from '../../projections/state/queries/names.js';
import { SilentRows } from '../../projections/state/queries/report/rows.js';
import { changeLines } from '../../projections/state/queries/view-change/view-change.assembler.js';
import type { Statement } from '../../projections/state/statement.js';
import { idOf } from '../support/given.js';

it('says which meeting was held, although parts of plans are called outcomes as well', () => {
  const objectId = idOf('june');
  const key = { stream: `meeting-${objectId}`, category: 'meeting', objectId, facet: 'outcome' };
  const after = {
    ...{ ...key, slot: 1, src: 1, kind: 'MeetingHeld', type: 'MeetingHeld', originalType: 'MeetingHeld' },
    ...{ reportedOn: '2022-08-04', data: { date: '2022-06-07' } },
  } as unknown as Statement;
  const facts = new Facts([]);
  const [line] = changeLines({
    ...{ from: { asReportedOn: '2022-06-07', atSize: 10 }, changed: [{ ...key, after }], commitments: [] },
    rows: new SilentRows(facts),
    ...{ facts, earlier: facts, words: facts, names: new Names(facts), editorial: new Set(), statusLabels: new Map() },
  });
  expect(line).toMatchObject({ kind: 'status', object: { id: objectId }, is: 'held' });
});
