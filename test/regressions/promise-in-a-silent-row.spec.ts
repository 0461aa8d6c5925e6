import { OWN_PLAN, promise, published, said, write } from '../http/own-plan.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

/*
 * A comparison took every promise that a new row names for one that something was said of, although its own page and its
 * plan say that no update says anything about it. A promise that only a paragraph is about was taken for a silent one,
 * and its page, history and list of updates did not know that paragraph.
 */

const AUGUST = said('2022-08-04');
const citations = [{ sourceId: 'S-1', line: 9 }];
const row = (updateId: string, targets: string[]) => ({
  ...{ command: 'report-progress', updateId, planId: 'OWN', ...AUGUST, targets, citations },
  blocks: ['b-1', 'b-2'].map((blockId) => ({
    blockId,
    kind: 'paragraph',
    text: `Words of ${updateId} in ${blockId}.`,
  })),
});
const about = (updateId: string, blockId: string, target: string) => ({
  ...{ command: 'target-progress-blocks', updateId, ...AUGUST, blockTargets: [{ blockId, targets: [target] }] },
});
const none = (target: string) => ({
  ...{ command: 'give-no-update', reportId: 'OWN-REPORT', planId: 'OWN', ...AUGUST, target, reason: 'Empty.' },
});
const report = (reportId: string, reportDate: string) => ({
  ...{ command: 'publish-report', reportId, planId: 'OWN', version: 1, title: reportDate, reportDate },
  ...{ sourceId: 'S-1', scope: ['OWN-P'], ...said(reportDate) },
});

describe('promises that a row names', () => {
  let ledger: SmallLedger;
  beforeAll(async () => {
    ledger = await smallLedger();
    for (const command of OWN_PLAN) await write(ledger, command);
    for (const number of [3, 4, 5, 6]) await write(ledger, promise(`OWN-${number}`, `Do ${number}.`));
    await write(ledger, {
      ...{ command: 'add-priority', planId: 'OWN', ...said('2022-06-07'), nodeId: 'OWN-Q', level: 'priority' },
      titled: { title: 'Speaking', class: 'first' },
    });
    await write(ledger, report('OWN-JUNE', '2022-06-07'));
    // Of OWN-2 the report says that it has no update, of OWN-4 too, and a paragraph is said to be about that one.
    await write(ledger, row('OWN-ROW', ['OWN-P', 'OWN-2', 'OWN-3', 'OWN-4']));
    await write(ledger, none('OWN-2'));
    await write(ledger, none('OWN-4'));
    await write(ledger, about('OWN-ROW', 'b-1', 'OWN-4'));
    // Of another theme; its second paragraph is said to be about OWN-5.
    await write(ledger, row('OWN-OTHER', ['OWN-Q']));
    await write(ledger, about('OWN-OTHER', 'b-2', 'OWN-5'));
    await published(ledger, await write(ledger, report('OWN-REPORT', '2022-08-04')));
  });
  afterAll(() => ledger?.close());

  const asked = async (address: string) => (await ledger.get(address).expect(200)).body;
  const AT = 'asReportedOn=2022-08-04';

  it.each([
    ['plan', '/api/changes?plan=OWN&from=2022-06-07&'],
    ['part of the plan that a report covers', '/api/reports/OWN-JUNE/now?'],
  ])('are silent in a comparison of the %s where nothing is said of them', async (_, address) => {
    const { items } = await asked(`${address}${AT}&kind=silent&limit=1000`);
    const silent = items.map(({ object }: { object: { name: string } }) => object.name);
    const { withoutUpdate } = await asked(`/api/plans/OWN/counts?${AT}`);
    const without = withoutUpdate.map(({ externalIds }: { externalIds: string[] }) => externalIds[0]);
    // Of OWN-1 no update says anything either, but a milestone of it was promised in between.
    const [all, others] = [
      ['OWN-1', 'OWN-2', 'OWN-6'],
      ['OWN-2', 'OWN-6'],
    ];
    expect({ without: without.sort(), silent: silent.sort() }).toEqual({ without: all, silent: others });
  });

  it('have the paragraph that is about them, on their page, in their history and in the list of updates', async () => {
    const own = await asked(`/api/commitments/OWN-5?${AT}`);
    expect(own.updates).toMatchObject([{ blocks: [{}, { text: 'Words of OWN-OTHER in b-2.' }] }]);
    expect(own.latestUpdate).toMatchObject({ id: own.updates[0].id });
    const history = await asked(`/api/commitments/OWN-5/history?${AT}`);
    expect(JSON.stringify(history)).toContain(own.updates[0].id);
    const { items } = await asked(`/api/updates?target=OWN-5&${AT}`);
    expect(items).toMatchObject([{ id: own.updates[0].id }]);
  });
});
