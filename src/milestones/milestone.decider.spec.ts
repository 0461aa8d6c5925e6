import { NO_DECISION, notADecision } from '../../test/support/decided.js';
import { given, idOf, type Sent } from '../../test/support/given.js';
import { changes } from '../changes/change.commands.js';
import type { Feature } from '../ledger/catalogue/catalogue.js';
import { commandFor, eventType } from '../ledger/catalogue/define.js';
import { Id } from '../ledger/catalogue/fields.js';
import { eventId, uuidV7At } from '../ledger/ids.js';
import { plans } from '../plans/plan.commands.js';
import { settings } from '../settings/settings.commands.js';
import { milestones } from './milestone.commands.js';

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
const due = (from: string, to: string) => ({ from, to, precision: 'month', printed: 'November', basis: 'printed' });
const NOVEMBER = due('2022-11-01', '2022-12-01');
const DECEMBER = due('2022-12-01', '2023-01-01');
const promise = (more: object = {}): Sent => ({
  command: 'promise-milestone',
  milestoneId: 'D070',
  planId: 'PLAN-22',
  kind: 'promise',
  what: 'A new provider is in place.',
  promisedBy: { role: 'Deputy Mayor', basis: 'inferred' },
  attached: [{ kind: 'node', targetId: 'P1' }],
  ...more,
});
const about = (command: string, more: object = {}): Sent => ({
  command,
  milestoneId: 'D070',
  reportedOn: '2022-08-04',
  ...more,
});
const dated = () => promise({ due: NOVEMBER });
const outcome = (more: object = {}) =>
  about('report-milestone-outcome', { state: 'met', reason: 'It is in place', noEvidence: true, ...more });

class Raised {
  @Id() actionId!: string;
}
const ActionRaised = eventType({
  name: 'ActionRaised',
  category: 'meeting',
  data: Raised,
  key: ({ actionId }) => `action/${actionId}`,
});
/** Actions as far as they concern milestones: they are in the ledger. */
const actions: Feature = {
  events: [ActionRaised],
  commands: [commandFor('RaiseAction', 'Record an action', ActionRaised, ['board-secretary'], { creates: true })],
};

const ledger = (...before: Sent[]) =>
  given(
    [plans, milestones, settings, changes, actions],
    plan('PLAN-22'),
    priority('PLAN-22', 'P1'),
    plan('PLAN-26'),
    priority('PLAN-26', 'P26'),
    ...before,
  ).withObjects(['body', 'OWNER']);

describe('promising a milestone', () => {
  test('records what, by when and what it belongs to', async () => {
    await ledger()
      .when(
        promise({
          due: NOVEMBER,
          attached: [
            { kind: 'node', targetId: 'P1' },
            { kind: 'plan', targetId: 'PLAN-22' },
          ],
        }),
      )
      .gives(
        {
          type: 'MilestonePromised',
          facet: 'promise',
          data: { kind: 'promise', what: 'A new provider is in place.' },
          metadata: { plan: idOf('PLAN-22') },
        },
        { type: 'MilestoneDated', facet: 'due', data: { due: NOVEMBER } },
        { type: 'MilestoneAttached', facet: `attached/node/${idOf('P1')}` },
        { type: 'MilestoneAttached', facet: `attached/plan/${idOf('PLAN-22')}` },
      );
  });

  test('may have no date', async () => {
    await ledger().when(promise()).gives({ type: 'MilestonePromised' }, { type: 'MilestoneAttached' });
  });

  test('says what was promised', async () => {
    const problem = { field: 'what', message: 'Say what was promised' };
    await ledger()
      .when(promise({ what: undefined }))
      .isRefused(400, problem);
    await ledger()
      .when(promise({ what: ' ' }))
      .isRefused(400, problem);
  });

  test('says what it belongs to', async () => {
    const message = 'Say which commitment, theme or plan this belongs to';
    await ledger()
      .when(promise({ attached: undefined }))
      .isRefused(400, { field: 'attached', message });
    await ledger()
      .when(promise({ attached: [] }))
      .isRefused(400, { field: 'attached', message });
    for (const target of [
      { kind: 'node', targetId: 'P9' },
      { kind: 'commitment', targetId: 'P1' },
    ])
      await ledger()
        .when(promise({ attached: [target] }))
        .isRefused(404, { field: 'attached[0].targetId', message });
  });

  test('belongs to one plan', async () => {
    await ledger()
      .when(promise({ attached: [{ kind: 'node', targetId: 'P26' }] }))
      .isRefused(422, { field: 'attached[0].targetId', message: 'All targets must be in one plan' });
  });

  test('has no date when it stands for every meeting', async () => {
    await ledger()
      .when(promise({ kind: 'standing', due: NOVEMBER }))
      .isRefused(422, { field: 'due', message: 'A standing promise has no date' });
    await ledger(promise({ kind: 'standing' }))
      .when(about('date-milestone', { due: NOVEMBER }))
      .isRefused(422, { field: 'due', message: 'A standing promise has no date' });
  });

  test('names people by their role, and who promised it', async () => {
    await ledger()
      .when(promise({ what: 'A plan by {person:1}.' }))
      .isRefused(422, { field: 'people', message: 'Say which role {person:1} holds' });
    await ledger()
      .when(promise({ promisedBy: { basis: 'named' } }))
      .isRefused(422, { field: 'promisedBy', message: 'Choose a body or a role' });
  });
});

describe('the date of a milestone', () => {
  test('may be said later', async () => {
    await ledger(promise())
      .when(about('date-milestone', { due: NOVEMBER }))
      .gives({ type: 'MilestoneDated', facet: 'due', data: { due: NOVEMBER }, metadata: { plan: idOf('PLAN-22') } });
  });

  test('ends after it starts', async () => {
    await ledger()
      .when(promise({ due: due('2022-11-01', '2022-11-01') }))
      .isRefused(422, { field: 'due.to', message: 'The end of the date range must be after its start' });
  });

  test('is moved, not stated again', async () => {
    await ledger(dated())
      .when(about('date-milestone', { due: DECEMBER }))
      .isRefused(422, { field: 'due', message: 'A date exists. Move it instead' });
    await ledger(dated())
      .when(about('date-milestone', { due: NOVEMBER }))
      .isRefused(422, { field: 'due', message: 'The date has not changed' });
  });
});

describe('moving a milestone', () => {
  const move = (to: object, more: object = {}) => about('move-milestone', { due: to, ...more });

  test('keeps the date before, and says what kind of change it is', async () => {
    await ledger(dated())
      .when(move(DECEMBER, { reason: 'Procurement took longer' }))
      .gives({
        type: 'MilestoneMoved',
        facet: 'due',
        data: { due: DECEMBER, from: NOVEMBER, effect: 'move', reason: 'Procurement took longer' },
      });
    const october = due('2022-10-01', '2022-11-01');
    await ledger(dated())
      .when(move(october, { notGiven: true }))
      .gives({ type: 'MilestoneMoved', data: { effect: 'advance', notGiven: true } });
    const day = due('2022-11-07', '2022-11-08');
    await ledger(dated())
      .when(move(day))
      .gives({ type: 'MilestoneMoved', data: { effect: 'refinement' } });
  });

  test('starts from the date of its own day, whatever was said later', async () => {
    const january = due('2023-01-01', '2023-02-01');
    await ledger(dated(), move(january, { notGiven: true, reportedOn: '2022-08-20' }))
      .when(move(DECEMBER, { notGiven: true, reportedOn: '2022-08-10' }))
      .gives({ type: 'MilestoneMoved', data: { from: NOVEMBER, effect: 'move' } });
  });

  test('notes that a move of a later paper, loaded before, goes on naming another date', async () => {
    const january = due('2023-01-01', '2023-02-01');
    const later = move(january, { notGiven: true, reportedOn: '2022-08-20' });
    const between = move(DECEMBER, { notGiven: true, reportedOn: '2022-08-10' });
    const message = expect.stringMatching(
      /^A later paper that moves this date was loaded before \(entry [0-9a-f-]{36}\)\. Its entry goes on naming/,
    );
    await ledger(dated(), later)
      .when(between)
      .tells({ notes: [{ code: 'later-move-loaded', field: 'due', message }] });
    await ledger(dated(), between).when(later).tells({});
    const first = about('date-milestone', { due: DECEMBER, reportedOn: '2022-08-25' });
    await ledger(promise(), first)
      .when(about('date-milestone', { due: NOVEMBER }))
      .tells({});
  });

  test('has a reason, or the word that none was given', async () => {
    await ledger(dated())
      .when(move(DECEMBER))
      .isRefused(422, { field: 'reason', message: 'Give the reason or say that none was given' });
  });

  test('changes the date', async () => {
    await ledger(dated())
      .when(move(NOVEMBER, { notGiven: true }))
      .isRefused(422, { field: 'due', message: 'The date has not changed' });
    await ledger(dated())
      .when(move(due('2023-02-01', '2023-01-01'), { notGiven: true }))
      .isRefused(422, { field: 'due.to', message: 'The end of the date range must be after its start' });
  });

  test('needs a date to start from', async () => {
    await ledger(promise())
      .when(move(DECEMBER, { notGiven: true }))
      .isRefused(422, { field: 'due', message: 'There is no date to move. Enter the date first' });
  });

  test('ends when the milestone is closed', async () => {
    for (const [state, said] of [
      ['met', 'met'],
      ['partlyMet', 'partly met'],
      ['notMet', 'not met'],
    ])
      await ledger(dated(), outcome({ state }))
        .when(move(DECEMBER, { notGiven: true }))
        .isRefused(422, { field: 'milestoneId', message: `This is already ${said}` });
  });

  test('leaves what the service fills in to the service', async () => {
    await ledger(dated())
      .when(move(DECEMBER, { notGiven: true, effect: 'refinement' }))
      .isRefused(400, { field: 'effect', message: expect.stringMatching(/^effect is not recognised\. Allowed are /) });
  });
});

describe('a move that was entered wrongly', () => {
  const id = uuidV7At(0, 'move');
  const moved = about('move-milestone', { id, due: DECEMBER, notGiven: true });
  const correct = (statement: object): Sent => ({
    command: 'correct-entry',
    target: eventId(`milestone-${idOf('D070')}`, id, 0),
    correctionReason: 'The paper says October',
    statement,
  });
  const october = due('2022-10-01', '2022-11-01');

  test('is corrected with the kind of change that it was', async () => {
    await ledger(dated(), moved)
      .when(correct({ due: october, from: NOVEMBER, effect: 'advance', notGiven: true }))
      .gives({ type: 'EntryCorrected', facet: 'due' });
  });

  test('keeps the rules of a move', async () => {
    await ledger(dated(), moved)
      .when(correct({ due: october, from: NOVEMBER, effect: 'move', notGiven: true }))
      .isRefused(422, {
        field: 'statement.effect',
        message: 'From the date before to this one counts as advance',
      });
    await ledger(dated(), moved)
      .when(correct({ due: october, from: DECEMBER, effect: 'advance', notGiven: true }))
      .isRefused(422, { field: 'statement.from', message: 'The date before was another one' });
    await ledger(dated(), moved)
      .when(correct({ due: october, from: NOVEMBER, effect: 'advance' }))
      .isRefused(422, { field: 'statement.reason', message: 'Give the reason or say that none was given' });
  });
});

describe('the outcome of a milestone', () => {
  test('is stated with reason and evidence', async () => {
    const key = `plan-${idOf('PLAN-22')}/identity`;
    await ledger(dated())
      .when(outcome({ on: '2022-08-01', noEvidence: undefined, evidence: [{ key }] }))
      .gives({
        type: 'MilestoneOutcomeReported',
        facet: 'state',
        data: { state: 'met', on: '2022-08-01', reason: 'It is in place', evidence: [{ key }] },
      });
    await ledger(dated())
      .when(outcome({ reason: undefined }))
      .isRefused(400, { field: 'reason' });
  });

  test('is not in the future of the day it was reported', async () => {
    await ledger(dated())
      .when(outcome({ on: '2022-08-05' }))
      .isRefused(422, { field: 'on', message: 'The date it was met must be in the past' });
  });

  test('has evidence, or the word that none was supplied', async () => {
    await ledger(dated())
      .when(outcome({ noEvidence: undefined }))
      .isRefused(422, { field: 'evidence', message: 'Add evidence or confirm with noEvidence that none was supplied' });
    await ledger(dated())
      .when(outcome({ noEvidence: undefined, evidence: [{ key: `plan-${idOf('PLAN-22')}/issue` }] }))
      .isRefused(404, { field: 'evidence[0].key', code: 'unknown-object' });
  });
});

describe('closing and opening a milestone', () => {
  test('it is opened again with a reason, when it was closed', async () => {
    const reopen = about('reopen-milestone', { reason: 'The provider left', reportedOn: '2022-08-20' });
    await ledger(dated(), outcome())
      .when(reopen)
      .gives({ type: 'MilestoneReopened', facet: 'state', data: { state: 'open', reason: 'The provider left' } });
    await ledger(dated()).when(reopen).isRefused(422, { field: 'milestoneId', message: 'This is not closed' });
    await ledger(dated(), outcome(), reopen)
      .when({ ...reopen, reportedOn: '2022-08-21' })
      .isRefused(422, { field: 'milestoneId', message: 'This is not closed' });
  });

  test('it is given up while it is open', async () => {
    const withdraw = about('withdraw-milestone', { reason: 'No longer needed', reportedOn: '2022-08-20' });
    await ledger(dated())
      .when(withdraw)
      .gives({ type: 'MilestoneWithdrawn', facet: 'state', data: { state: 'withdrawn' } });
    await ledger(dated(), outcome())
      .when(withdraw)
      .isRefused(422, { field: 'milestoneId', message: 'This is already met' });
    await ledger(dated())
      .when({ ...withdraw, decision: NO_DECISION })
      .isRefused(404, { field: 'decision', code: 'unknown-object' });
    await ledger(dated())
      .when({ ...withdraw, decision: `plan-${idOf('PLAN-22')}/identity` })
      .isRefused(400, notADecision('decision'));
  });

  test('it is replaced by another milestone', async () => {
    const replace = (by?: string) => about('replace-milestone', { reason: 'A wider promise', by });
    const other = promise({ milestoneId: 'D071' });
    await ledger(dated(), other)
      .when(replace('D071'))
      .gives({ type: 'MilestoneReplaced', facet: 'state', data: { state: 'replaced', by: idOf('D071') } });
    const problem = { field: 'by', message: 'Choose the milestone that replaces it' };
    await ledger(dated(), other).when(replace()).isRefused(400, problem);
    await ledger(dated(), other).when(replace('D070')).isRefused(422, problem);
    await ledger(dated(), other, replace('D071'))
      .when({ ...replace('D071'), reportedOn: '2022-08-20' })
      .isRefused(422, { field: 'milestoneId', message: 'This is already replaced' });
  });
});

describe('what a milestone belongs to', () => {
  test('may be more than was said at first', async () => {
    const attach = (kind: string, targetId: string) => about('attach-milestone', { kind, targetId });
    await ledger(promise())
      .when(attach('plan', 'PLAN-22'))
      .gives({ type: 'MilestoneAttached', facet: `attached/plan/${idOf('PLAN-22')}` });
    await ledger(promise())
      .when(attach('node', 'P1'))
      .isRefused(422, { field: 'targetId', message: 'It is attached to this already' });
    await ledger(promise())
      .when(attach('plan', 'PLAN-26'))
      .isRefused(422, { field: 'targetId', message: 'All targets must be in one plan' });
  });

  test('may be an action or an external recommendation, which are in no plan', async () => {
    await ledger(promise(), { command: 'raise-action', meetingId: 'M1', actionId: 'ACT-1' })
      .when(about('attach-milestone', { kind: 'action', targetId: 'ACT-1' }))
      .gives({ type: 'MilestoneAttached', facet: `attached/action/${idOf('ACT-1')}` });
    await ledger(promise())
      .withObjects(['extrec', 'REC-1'])
      .when(about('attach-milestone', { kind: 'externalRecommendation', targetId: 'REC-1' }))
      .gives({ type: 'MilestoneAttached', facet: `attached/externalRecommendation/${idOf('REC-1')}` });
    for (const kind of ['action', 'externalRecommendation', 'commitment'])
      await ledger(promise())
        .when(about('attach-milestone', { kind, targetId: 'P1' }))
        .isRefused(404, {
          field: 'targetId',
          message: 'Say which commitment, theme or plan this belongs to',
        });
  });

  const detach = (kind: string, targetId: string, more: object = {}) =>
    about('detach-milestone', { kind, targetId, reportedOn: '2022-08-20', ...more });
  const both = () => [promise(), about('attach-milestone', { kind: 'plan', targetId: 'PLAN-22' })];

  test('may end, and begin again', async () => {
    await ledger(...both())
      .when(detach('node', 'P1', { reason: 'It serves the whole plan' }))
      .gives({
        type: 'MilestoneDetached',
        facet: `attached/node/${idOf('P1')}`,
        data: { reason: 'It serves the whole plan' },
      });
    await ledger(...both(), detach('node', 'P1'))
      .when(about('attach-milestone', { kind: 'node', targetId: 'P1', reportedOn: '2022-08-21' }))
      .gives({ type: 'MilestoneAttached', facet: `attached/node/${idOf('P1')}` });
  });

  test('is never nothing', async () => {
    const problem = { field: 'targetId', message: 'A milestone must be attached to something' };
    await ledger(promise()).when(detach('node', 'P1')).isRefused(422, problem);
    await ledger(...both(), detach('node', 'P1'))
      .when(detach('plan', 'PLAN-22'))
      .isRefused(422, problem);
    // As reported on the third of August it belonged to the priority alone.
    await ledger(...both())
      .when(detach('node', 'P1', { reportedOn: '2022-08-03' }))
      .isRefused(422, problem);
  });

  test('ends only where it was', async () => {
    const problem = { field: 'targetId', message: 'It is not attached to this' };
    await ledger(promise()).when(detach('plan', 'PLAN-22')).isRefused(422, problem);
    await ledger(...both(), detach('node', 'P1'))
      .when(detach('node', 'P1'))
      .isRefused(422, problem);
  });
});
