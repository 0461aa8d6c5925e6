import { OWN_PLAN, promise, published, said, write } from '../http/own-plan.js';
import { type SmallLedger, smallLedger } from '../http/small-ledger.js';

/*
 * Beside the last update on a commitment its page said that the newest update that says nothing about it did so: of the
 * same day, as though the two were one, and of earlier days, as though nothing had come since. It called every such update
 * a row of a report, also where none was published.
 */
describe('an update that names a commitment and says nothing about it', () => {
  const [AUGUST, SEPTEMBER] = ['2022-08-04', '2022-09-08'];
  let ledger: SmallLedger;
  beforeAll(async () => {
    ledger = await smallLedger();
    for (const command of OWN_PLAN) await write(ledger, command);
    for (const number of [3, 4]) await write(ledger, promise(`OWN-${number}`, `Do ${number}.`));
    await update('OWN-A', AUGUST!, ['OWN-1', 'OWN-2', 'OWN-3'], 'OWN-1');
    await update('OWN-B', AUGUST!, ['OWN-3']);
    await update('OWN-C', AUGUST!, ['OWN-4']);
    await update('OWN-D', SEPTEMBER!, ['OWN-2']);
    await published(ledger, await update('OWN-E', SEPTEMBER!, ['OWN-1', 'OWN-4'], 'OWN-1'));
  });
  afterAll(() => ledger?.close());

  /** @param about what its words are about, if not all that it names */
  async function update(updateId: string, day: string, targets: string[], about?: string): Promise<string> {
    const written = await write(ledger, {
      ...{ command: 'report-progress', updateId, planId: 'OWN', ...said(day), targets },
      blocks: [{ blockId: 'b-1', kind: 'paragraph', text: `Words of ${updateId}.` }],
      citations: [{ sourceId: 'S-1', line: 9 }],
    });
    if (about === undefined) return written;
    const blockTargets = [{ blockId: 'b-1', targets: [about] }];
    return write(ledger, { command: 'target-progress-blocks', updateId, ...said(day), blockTargets });
  }

  const page = async (commitment: string) => {
    const { text } = await ledger.get(`/at/2022-10-01/commitments/${commitment}`).redirects(1).expect(200);
    const plain = (html: string) => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');
    const last = /Last update<\/dt>([\s\S]*?)<\/dd>/.exec(text)![1]!;
    return {
      last: plain(last).trim(),
      updates: plain(text.slice(text.indexOf('<h2 class="govuk-heading-m" id="updates"'))),
    };
  };

  it.each([
    ['not beside one of the same day', 'OWN-3', '4 August 2022 Read the update', '4 August 2022'],
    ['not beside a later one', 'OWN-2', '8 September 2022 Read the update', '4 August 2022'],
    [
      'beside an earlier one',
      'OWN-4',
      '4 August 2022 Read the update The update of 8 September 2022 names it and says nothing about it.',
      '8 September 2022',
    ],
  ])('is told among the updates, and %s that says something about it', async (_, name, last, day) => {
    const told = await page(name);
    expect(told.last).toBe(last);
    expect(told.updates).toContain(`The update of ${day} names it and says nothing about it.`);
    expect(told.updates).not.toContain('report of');
  });
});
