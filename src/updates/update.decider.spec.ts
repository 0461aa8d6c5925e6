import { given, idOf, type Sent } from '../../test/support/given.js';
import { commitments } from '../commitments/commitment.commands.js';
import { plans } from '../plans/plan.commands.js';
import { settings } from '../settings/settings.commands.js';
import { updates } from './update.commands.js';

const plan = (planId: string): Sent => ({
  command: 'register-plan',
  planId,
  ownerBodyId: 'GMCA',
  levels: [
    { key: 'priority', one: 'Priority', many: 'Priorities', printedAs: 'Priority' },
    { key: 'commitment', one: 'Commitment', many: 'Commitments', printedAs: 'We will' },
  ],
  externalIds: [],
});
const priority = (planId: string, nodeId: string): Sent => ({
  command: 'add-priority',
  planId,
  nodeId,
  level: 'priority',
  titled: { title: `Priority ${nodeId}`, class: 'first' },
});
const commitment: Sent = {
  command: 'make-commitment',
  commitmentId: 'C22-01',
  planId: 'PLAN-22',
  promisedBy: { basis: 'notStated' },
  externalIds: [],
  wording: {
    wordingId: 'W1',
    text: 'Answer faster.',
    lang: 'en-GB',
    printedNumber: { basis: 'none' },
    standing: 'paraphrase',
    class: 'first',
  },
  place: { homeId: 'P1' },
};
const block = (more: object = {}) => ({
  blockId: 'p01',
  kind: 'paragraph',
  text: 'Calls are answered faster.',
  ...more,
});
const report = (more: object = {}): Sent => ({
  command: 'report-progress',
  updateId: 'U1',
  planId: 'PLAN-22',
  blocks: [block()],
  targets: ['P1'],
  reportedOn: '2022-08-04',
  ...more,
});
const ledger = (...before: Sent[]) =>
  given(
    [plans, commitments, updates, settings],
    plan('PLAN-22'),
    priority('PLAN-22', 'P1'),
    commitment,
    plan('PLAN-26'),
    priority('PLAN-26', 'P26'),
    ...before,
  ).withObjects(['body', 'GMCA']);

describe('reporting progress', () => {
  test('records the words and what they are about', async () => {
    await ledger()
      .when(report({ targets: ['P1', 'C22-01'], areas: [{ name: 'Bury' }] }))
      .gives(
        {
          type: 'ProgressReported',
          facet: 'content',
          data: { planId: idOf('PLAN-22'), blocks: [block()], areas: [{ name: 'Bury' }] },
          metadata: { plan: idOf('PLAN-22') },
        },
        { type: 'ProgressTargeted', facet: 'targets', data: { targets: [idOf('P1'), idOf('C22-01')] } },
      );
  });

  test('needs something that it is about', async () => {
    const problem = { field: 'targets', message: 'Choose the theme or commitment this is about' };
    await ledger()
      .when(report({ targets: undefined }))
      .isRefused(400, problem);
    await ledger()
      .when(report({ targets: [] }))
      .isRefused(400, problem);
  });

  test('needs words', async () => {
    const message = 'Enter the update';
    await ledger()
      .when(report({ blocks: undefined }))
      .isRefused(400, { field: 'blocks', message });
    await ledger()
      .when(report({ blocks: [] }))
      .isRefused(400, { field: 'blocks', message });
    await ledger()
      .when(report({ blocks: [block({ text: ' ' })] }))
      .isRefused(400, { field: 'blocks[0].text', message });
  });

  test('takes 20000 characters in all', async () => {
    const half = 'a'.repeat(10_000);
    const blocks = [block({ text: half }), block({ blockId: 'p02', text: half })];
    await ledger().when(report({ blocks })).gives({ type: 'ProgressReported' }, { type: 'ProgressTargeted' });
    await ledger()
      .when(report({ blocks: [...blocks, block({ blockId: 'p03', text: 'a' })] }))
      .isRefused(422, { field: 'blocks', message: 'Blocks must be 20000 characters or fewer' });
  });

  test('tells its paragraphs apart', async () => {
    await ledger()
      .when(report({ blocks: [block(), block()] }))
      .isRefused(422, { field: 'blocks', message: 'Give every paragraph an id of its own' });
  });

  test('names people by their role', async () => {
    const blocks = [block({ text: 'Led by {person:1}.' })];
    const problem = { field: 'people', message: 'Say which role {person:1} holds' };
    await ledger().when(report({ blocks })).isRefused(422, problem);
    await ledger()
      .when(report({ blocks, people: [{ token: '{person:1}', name: 'A. Name' }] }))
      .isRefused(422, problem);
    await ledger()
      .when(report({ blocks, people: [{ token: '{person:1}', role: 'Head of Contact', name: 'A. Name' }] }))
      .gives(
        {
          type: 'ProgressReported',
          data: { people: [{ token: '{person:1}', role: 'Head of Contact', name: 'A. Name' }] },
        },
        { type: 'ProgressTargeted' },
      );
  });

  test('is for areas of the published list', async () => {
    const areas: Sent = {
      command: 'publish-area-list',
      version: 1,
      areas: [{ code: 'E08000002', name: 'Bury', level: 'district' }],
      reportedOn: '2022-08-20',
      source: undefined,
    };
    await ledger(areas)
      .when(
        report({
          areas: [
            { code: 'E08000002', name: 'Bury' },
            { code: 'E08000099', name: 'Elsewhere' },
          ],
        }),
      )
      .isRefused(422, { field: 'areas', message: 'E08000099 is not in the list of areas. Choose one that is' });
  });

  test('is about parts of one plan', async () => {
    await ledger()
      .when(report({ targets: ['P1', 'P26'] }))
      .isRefused(422, { field: 'targets[1]', message: 'All targets must be in one plan' });
    await ledger()
      .when(report({ planId: 'PLAN-26', targets: ['C22-01'] }))
      .isRefused(422, { field: 'targets[0]', message: 'All targets must be in one plan' });
    for (const target of ['P9', 'PLAN-22'])
      await ledger()
        .when(report({ targets: [target] }))
        .isRefused(404, { field: 'targets[0]', message: 'Choose a theme or commitment' });
  });
});

describe('what an update is about', () => {
  const retarget = (more: object = {}): Sent => ({
    command: 'retarget-progress',
    updateId: 'U1',
    targets: ['C22-01'],
    reportedOn: '2022-08-10',
    ...more,
  });

  test('changes with a reason', async () => {
    await ledger(report())
      .when(retarget({ reason: 'Printed in the row of this one' }))
      .gives({
        type: 'ProgressTargeted',
        facet: 'targets',
        data: { targets: [idOf('C22-01')], reason: 'Printed in the row of this one' },
        metadata: { plan: idOf('PLAN-22') },
      });
    await ledger(report())
      .when(retarget())
      .isRefused(422, { field: 'reason', message: 'Give the reason why it is about something else' });
  });

  test('is never nothing', async () => {
    const problem = { field: 'targets', message: 'An update must be about something' };
    await ledger(report())
      .when(retarget({ targets: [] }))
      .isRefused(400, problem);
    await ledger(report())
      .when(retarget({ targets: undefined }))
      .isRefused(400, problem);
  });

  test('stays in its plan', async () => {
    await ledger(report())
      .when(retarget({ targets: ['P26'], reason: 'x' }))
      .isRefused(422, { field: 'targets[0]', message: 'All targets must be in one plan' });
  });
});
