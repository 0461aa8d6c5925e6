import { given, idOf, type Sent } from '../../test/support/given.js';
import { changes } from '../changes/change.commands.js';
import { commitments } from '../commitments/commitment.commands.js';
import { eventId } from '../ledger/ids.js';
import { metrics } from '../metrics/metric.commands.js';
import { plans } from '../plans/plan.commands.js';
import { settings } from '../settings/settings.commands.js';
import { updates } from './update.commands.js';

const plan = (planId: string): Sent => ({
  command: 'register-plan',
  planId,
  ownerBodyId: 'OWNER',
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
    [plans, commitments, updates, metrics, settings, changes],
    plan('PLAN-22'),
    priority('PLAN-22', 'P1'),
    commitment,
    plan('PLAN-26'),
    priority('PLAN-26', 'P26'),
    ...before,
  ).withObjects(['body', 'OWNER']);

describe('reporting progress', () => {
  test('records the words and what they are about', async () => {
    await ledger()
      .when(report({ targets: ['P1', 'C22-01'], areas: [{ name: 'Northtown' }] }))
      .gives(
        {
          type: 'ProgressReported',
          facet: 'content',
          data: { planId: idOf('PLAN-22'), blocks: [block()], areas: [{ name: 'Northtown' }] },
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
      areas: [{ code: 'X0000002', name: 'Northtown', level: 'district' }],
      reportedOn: '2022-08-20',
      source: undefined,
    };
    await ledger(areas)
      .when(
        report({
          areas: [
            { code: 'X0000002', name: 'Northtown' },
            { code: 'X0000099', name: 'Elsewhere' },
          ],
        }),
      )
      .isRefused(422, { field: 'areas', message: 'X0000099 is not in the list of areas. Choose one that is' });
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

describe('an update that was loaded from a paper', () => {
  const loaded = (more: object = {}) => report({ reportedOn: '2022-06-07', ...more });
  const passage = { sourceId: 'S-1', page: '4' };

  test('says where it stands in it, for all of it or for a paragraph', async () => {
    await ledger().when(loaded()).isRefused(422, {
      code: 'citation-required',
      field: 'citations',
      message: 'Cite the passage that this was taken from',
    });
    for (const cited of [{ citations: [passage] }, { blocks: [block({ citation: passage })] }])
      await ledger()
        .withObjects(['source', 'S-1'])
        .when(loaded(cited))
        .gives({ type: 'ProgressReported' }, { type: 'ProgressTargeted' });
  });

  test('keeps its passages when it is corrected', async () => {
    const id = '0190aaaa-0000-7000-8000-000000000001';
    await ledger()
      .withObjects(['source', 'S-1'])
      .and(loaded({ id, citations: [passage] }))
      .when({
        command: 'correct-entry',
        target: eventId(`update-${idOf('U1')}`, id, 0),
        statement: { planId: 'PLAN-22', blocks: [block({ text: 'Calls are answered sooner.' })] },
        correctionReason: 'A word was mistyped',
        reportedOn: undefined,
        source: undefined,
      })
      .gives({ type: 'EntryCorrected', data: { citations: [{ ...passage, sourceId: idOf('S-1') }] } });
  });
});

describe('what a paragraph is about', () => {
  const target = (blockTargets: object[], more: object = {}): Sent => ({
    command: 'target-progress-blocks',
    updateId: 'U1',
    blockTargets,
    reportedOn: '2022-08-10',
    ...more,
  });

  test('may be less than its update is about', async () => {
    await ledger(report({ targets: ['P1'] }))
      .when(target([{ blockId: 'p01', targets: ['C22-01'] }], { reason: 'It names the promise' }))
      .gives({
        type: 'ProgressBlocksTargeted',
        facet: 'block-targets',
        data: { blockTargets: [{ blockId: 'p01', targets: [idOf('C22-01')] }], reason: 'It names the promise' },
      });
    await ledger(report(), target([{ blockId: 'p01', targets: ['C22-01'] }]))
      .when(target([], { reportedOn: '2022-08-11' }))
      .gives({ type: 'ProgressBlocksTargeted', data: { blockTargets: [] } });
  });

  test('is said of its own paragraphs, of each once', async () => {
    const problem = { field: 'blockTargets[1].blockId', message: 'Choose a paragraph of this update' };
    const targets = ['C22-01'];
    await ledger(report())
      .when(
        target([
          { blockId: 'p01', targets },
          { blockId: 'p99', targets },
        ]),
      )
      .isRefused(404, problem);
    await ledger(report())
      .when(target([{ blockId: 'p01', targets }], { reportedOn: '2022-08-03' }))
      .isRefused(404, { ...problem, field: 'blockTargets[0].blockId' });
    await ledger(report())
      .when(
        target([
          { blockId: 'p01', targets },
          { blockId: 'p01', targets: ['P1'] },
        ]),
      )
      .isRefused(422, { field: 'blockTargets[1].blockId', message: 'This paragraph is listed twice' });
  });

  test('is a theme or a commitment of the same plan', async () => {
    await ledger(report())
      .when(target([{ blockId: 'p01', targets: ['C22-01', 'P26'] }]))
      .isRefused(422, { field: 'blockTargets[0].targets[1]', message: 'All targets must be in one plan' });
    for (const nothing of ['PLAN-22', 'P9'])
      await ledger(report())
        .when(target([{ blockId: 'p01', targets: [nothing] }]))
        .isRefused(404, { field: 'blockTargets[0].targets[0]', message: 'Choose a theme or commitment' });
    await ledger(report())
      .when(target([{ blockId: 'p01', targets: [] }]))
      .isRefused(400, { field: 'blockTargets[0].targets' });
  });
});

describe('a figure in an update', () => {
  const figures: Sent[] = [
    {
      command: 'define-metric',
      metricId: 'MET-1',
      definitionVersion: 1,
      name: 'Answer time',
      use: 'performance',
      kind: 'duration',
      unit: 'seconds',
      periodType: 'month',
      goodDirection: { value: 'lower', basis: 'judgement' },
    },
    {
      command: 'submit-metric',
      metricId: 'MET-1',
      effective: { from: '2022-03-01', to: '2022-04-01' },
      areas: [{ name: 'Northtown' }],
      value: '298',
      qualifier: 'exact',
      definitionVersion: 1,
      reportedOn: '2022-08-20', // after the update: papers may be loaded in any order
    },
  ];
  const valueKey = 'value/2022-03-01..2022-04-01/Northtown/-';
  const words = 'Calls were answered\n in 4 minutes 58 in March.';
  const update = report({ blocks: [block({ text: words })] });
  const link = (more: object = {}): Sent => ({
    command: 'link-progress-figure',
    updateId: 'U1',
    linkId: 'L1',
    blockId: 'p01',
    metricId: 'MET-1',
    valueKey,
    quote: 'answered in 4 minutes 58',
    reportedOn: '2022-08-10',
    ...more,
  });
  const unlink: Sent = {
    command: 'unlink-progress-figure',
    updateId: 'U1',
    linkId: 'L1',
    reportedOn: '2022-08-11',
    reason: 'It is the figure of April',
  };
  const linked = () => ledger(...figures, update, link());

  test('is linked by the words that state it, in whatever lines', async () => {
    await ledger(...figures, update)
      .when(link())
      .gives({
        type: 'ProgressFigureLinked',
        facet: `figure/${idOf('L1')}`,
        data: { blockId: 'p01', metricId: idOf('MET-1'), valueKey, quote: 'answered in 4 minutes 58' },
      });
  });

  test('is linked once, and again after it was not', async () => {
    await linked()
      .when(link({ reportedOn: '2022-08-11' }))
      .isRefused(422, { field: 'linkId', message: 'This figure is already linked' });
    await linked()
      .when(unlink)
      .gives({ type: 'ProgressFigureUnlinked', facet: `figure/${idOf('L1')}` });
    await linked()
      .and(unlink)
      .when(link({ reportedOn: '2022-08-12' }))
      .gives({ type: 'ProgressFigureLinked' });
    for (const before of [[], [link(), unlink]])
      await ledger(...figures, update, ...before)
        .when({ ...unlink, reportedOn: '2022-08-13' })
        .isRefused(422, { field: 'linkId', message: 'This figure is not linked' });
  });

  test('stands in the words of a paragraph of this update', async () => {
    await ledger(...figures, update)
      .when(link({ quote: '5 minutes' }))
      .isRefused(422, { field: 'quote', message: 'These words are not in that paragraph' });
    await ledger(...figures, update)
      .when(link({ blockId: 'p02' }))
      .isRefused(404, { field: 'blockId', message: 'Choose a paragraph of this update' });
  });

  test('is a figure of the metric, whatever the date', async () => {
    for (const nothing of ['value/2022-04-01..2022-05-01/Northtown/-', 'definition'])
      await ledger(...figures, update)
        .when(link({ valueKey: nothing }))
        .isRefused(404, { field: 'valueKey', message: 'This metric has no such figure' });
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
