import { given, idOf, type Sent } from '../../test/support/given.js';
import { commitments } from '../commitments/commitment.commands.js';
import { plans } from '../plans/plan.commands.js';
import { settings } from '../settings/settings.commands.js';
import { updates } from '../updates/update.commands.js';
import { reports } from './report.commands.js';

const LEVELS = [
  { key: 'priority', one: 'Priority', many: 'Priorities', printedAs: 'Priority' },
  { key: 'commitment', one: 'Commitment', many: 'Commitments', printedAs: 'We will' },
];
const commitment = (commitmentId: string): Sent => ({
  command: 'make-commitment',
  commitmentId,
  planId: 'the-plan',
  promisedBy: { basis: 'notStated' },
  externalIds: [],
  wording: {
    wordingId: `W-${commitmentId}`,
    text: `Do ${commitmentId}.`,
    lang: 'en-GB',
    printedNumber: { basis: 'none' },
    standing: 'paraphrase',
    class: 'first',
  },
  place: { homeId: 'P1' },
});
const update = (targets: string[], fields: object = {}): Sent => ({
  command: 'report-progress',
  updateId: 'U1',
  planId: 'the-plan',
  blocks: ['p01', 'p02'].map((blockId) => ({ blockId, kind: 'paragraph', text: 'Done.' })),
  targets,
  citations: [{ sourceId: 'paper', line: 3 }],
  ...fields,
});
const aboutBlocks = (...blockTargets: { blockId: string; targets: string[] }[]): Sent => ({
  command: 'target-progress-blocks',
  updateId: 'U1',
  blockTargets,
});
const none = (fields: object = {}): Sent => ({
  command: 'give-no-update',
  reportId: 'june',
  planId: 'the-plan',
  target: 'C1',
  reason: 'The row says nothing of it',
  ...fields,
});
const ledger = (...more: Sent[]) =>
  given(
    [reports, plans, commitments, updates, settings],
    {
      command: 'register-plan',
      planId: 'the-plan',
      ownerBodyId: 'owner',
      levels: LEVELS,
      externalIds: [],
    },
    {
      command: 'add-priority',
      planId: 'the-plan',
      nodeId: 'P1',
      level: 'priority',
      titled: { title: 'Priority one', class: 'first' },
    },
    commitment('C1'),
    commitment('C2'),
    ...more,
  ).withObjects(['body', 'owner'], ['source', 'paper']);
const taken = { type: 'NoUpdateGiven', facet: `no-update/${idOf('C1')}`, metadata: { plan: idOf('the-plan') } };
const refused = { field: 'target', message: 'There is an update for this commitment' };

describe('that there is no update', () => {
  it('is said of a commitment, before its paper is published', () => ledger().when(none()).gives(taken));

  it('leaves the publication to follow', () =>
    ledger(none())
      .when({
        command: 'publish-report',
        reportId: 'june',
        planId: 'the-plan',
        version: 1,
        title: 'Progress in June',
        reportDate: '2022-06-07',
        sourceId: 'paper',
      })
      .gives({ type: 'ReportPublished', facet: 'publication/1' }));

  it('is refused where an update is about it alone', () =>
    ledger(update(['C1', 'C2']))
      .when(none())
      .isRefused(422, refused));

  it('can be said of what only stands in a row with its theme', () =>
    ledger(update(['P1', 'C1']))
      .when(none())
      .gives(taken));

  it('is refused where a paragraph of the row is about it', () =>
    ledger(update(['P1', 'C1']), aboutBlocks({ blockId: 'p01', targets: ['C1'] }))
      .when(none())
      .isRefused(422, refused));

  it('can be said where every paragraph is about something else', () =>
    ledger(update(['C1', 'C2']), aboutBlocks({ blockId: 'p01', targets: ['C2'] }, { blockId: 'p02', targets: ['C2'] }))
      .when(none())
      .gives(taken));

  it('is about this report: another day brings another', () =>
    ledger(update(['C1'], { reportedOn: '2022-05-07' }))
      .when(none())
      .gives(taken));

  it.each([
    ['nothing in the ledger', 'C9'],
    ['a whole plan', 'the-plan'],
  ])('is not said of %s', (_, target) =>
    ledger().when(none({ target })).isRefused(404, { field: 'target', message: 'Choose a theme or commitment' }));

  it('needs the plan where nothing is known of the report', () =>
    ledger()
      .when(none({ planId: undefined }))
      .isRefused(422, { field: 'planId', message: 'Choose the plan' }));
});
