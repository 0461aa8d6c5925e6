import { given, idOf, type Sent } from '../../test/support/given.js';
import { meetings } from './meeting.commands.js';

const call: Sent = {
  command: 'call-meeting',
  meetingId: 'june',
  bodyIds: ['the-panel'],
  kind: 'panel',
  date: { date: '2022-06-07', precision: 'day' },
};
const about = (command: string, fields: object = {}): Sent => ({
  command,
  meetingId: 'june',
  actionId: 'act-1',
  reportedOn: '2022-06-20',
  ...fields,
});
const month = (from: string, to: string) => ({ from, to, precision: 'month', basis: 'printed' });
const JULY = month('2022-07-01', '2022-08-01');
const AUGUST = month('2022-08-01', '2022-09-01');

const raise = about('raise-action', {
  text: 'Bring the figures by district',
  owner: { bodyId: 'the-panel', role: 'Head of performance' },
  reportedOn: '2022-06-07',
});
const assign = about('assign-action', { bodyId: 'the-board', reason: 'The board keeps the figures' });
const date = about('date-action', { due: JULY });
const move = about('move-action-due', { due: AUGUST, reason: 'The figures come later' });
const close = about('close-action', { outcome: 'done', reason: 'They were sent', noEvidence: true });
const reopen = about('reopen-action', { reason: 'One district is missing' });

const called = () => given([meetings]).withObjects(['body', 'the-panel'], ['body', 'the-board']).and(call);
const raised = () => called().and(raise);
const facet = (part = '') => `action/${idOf('act-1')}${part}`;

describe('raising an action', () => {
  it('says what is to be done and by whom, at once', async () => {
    await called()
      .when(raise)
      .gives(
        { type: 'ActionRaised', facet: facet(), data: { text: 'Bring the figures by district' } },
        { type: 'ActionAssigned', facet: facet('/owner'), data: { bodyId: idOf('the-panel') } },
      );
  });

  it('says by when, where a date is known', () =>
    called()
      .when({ ...raise, due: JULY })
      .gives(
        { type: 'ActionRaised' },
        { type: 'ActionAssigned' },
        { type: 'ActionDated', facet: facet('/due'), data: { due: JULY } },
      ));

  it('wants words and an owner', async () => {
    await called()
      .when({ ...raise, text: ' ' })
      .isRefused(400, { field: 'text', message: 'Enter the action' });
    await called()
      .when({ ...raise, owner: undefined })
      .isRefused(400, { field: 'owner', message: 'Say who must do this' });
    await called()
      .when({ ...raise, owner: {} })
      .isRefused(422, { field: 'owner.bodyId', message: 'Say who must do this' });
  });

  it('is done once', () =>
    raised()
      .when({ ...raise, edition: 2 })
      .isRefused(422, { field: 'actionId', message: 'The meeting has this action already', code: 'already-exists' }));

  it('may carry out a decision of this meeting', () =>
    called()
      .when({ ...raise, decisionId: 'dec-1' })
      .isRefused(404, { field: 'decisionId', message: 'The meeting has no such decision' }));

  it('wants a date range that ends after it starts', () =>
    called()
      .when({ ...raise, due: month('2022-08-01', '2022-07-01') })
      .isRefused(422, { field: 'due.to', message: 'The end of the date range must be after its start' }));
});

describe('the owner of an action', () => {
  it('changes with a reason', async () => {
    await raised()
      .when(assign)
      .gives({ type: 'ActionAssigned', facet: facet('/owner'), data: { bodyId: idOf('the-board') } });
    await raised()
      .when({ ...assign, reason: undefined })
      .isRefused(422, { field: 'reason', message: 'Give the reason' });
    await raised()
      .when({ ...assign, bodyId: undefined })
      .isRefused(422, { field: 'bodyId', message: 'Say who must do this' });
  });

  it('may be told for a day before anybody was named, without a reason', () =>
    raised()
      .when({ ...assign, reason: undefined, reportedOn: '2022-06-01' })
      .gives({ type: 'ActionAssigned' }));
});

describe('the date of an action', () => {
  it('is entered once and moved from then on', async () => {
    await raised()
      .when(date)
      .gives({ type: 'ActionDated', facet: facet('/due') });
    await raised()
      .and(date)
      .when({ ...date, due: AUGUST, edition: 2 })
      .isRefused(422, { field: 'due', message: 'A date exists. Move it instead' });
    await raised()
      .and(date)
      .when({ ...move, edition: 2 })
      .gives({ type: 'ActionDueMoved', facet: facet('/due'), data: { from: JULY, effect: 'move' } });
    await raised()
      .when(move)
      .isRefused(422, { field: 'due', message: 'There is no date to move. Enter the date first' });
  });

  it.each([
    ['a later one', AUGUST, 'move'],
    ['an earlier one', month('2022-06-21', '2022-07-01'), 'advance'],
  ])('moves to %s with a reason', async (_, due, effect) => {
    const moved = { ...move, due, edition: 2 };
    await raised()
      .and(date)
      .when({ ...moved, reason: undefined })
      .isRefused(422, { field: 'reason', message: 'Give the reason' });
    await raised().and(date).when(moved).gives({ type: 'ActionDueMoved', data: { effect } });
  });

  it('is noted where a later move, loaded before, goes on naming another date', async () => {
    const notes = [{ code: 'later-move-loaded', field: 'due' }];
    const later = { ...move, reportedOn: '2022-06-20' };
    const between = { ...move, due: month('2022-07-15', '2022-08-15'), reportedOn: '2022-06-10' };
    const first = { ...date, reportedOn: '2022-06-07' };
    await raised().and(first, later).when(between).tells({ notes });
    await raised().and(first, between).when(later).tells({});
  });

  it('becomes more exact without one', () =>
    raised()
      .and(date)
      .when({ ...move, due: month('2022-07-01', '2022-07-08'), reason: undefined, edition: 2 })
      .gives({ type: 'ActionDueMoved', data: { effect: 'refinement' } }));
});

describe('closing an action', () => {
  it('that was done needs evidence, or the word that there is none', async () => {
    await raised()
      .when(close)
      .gives({ type: 'ActionClosed', facet: facet('/state'), data: { outcome: 'done' } });
    await raised()
      .when({ ...close, noEvidence: undefined })
      .isRefused(422, { field: 'evidence', message: 'Add evidence or confirm with noEvidence that none was supplied' });
  });

  it.each(['notDone', 'cancelled'])('that was %s needs a reason alone', async (outcome) => {
    const ended = { ...close, outcome, noEvidence: undefined };
    await raised().when(ended).gives({ type: 'ActionClosed', data: { outcome } });
    await raised()
      .when({ ...ended, reason: '' })
      .isRefused(400, { field: 'reason', message: 'Give the reason' });
    await raised()
      .when({ ...ended, evidence: [{}] })
      .isRefused(422, { field: 'evidence[0]', message: 'Cite a passage or name something in the ledger' });
  });
});

/** What may be said of an action in each of its states. */
describe.each([
  ['open', [], { assign: true, date: true, close: true, reopen: false }],
  ['closed', [close], { assign: false, date: false, close: false, reopen: true }],
  ['opened again', [close, { ...reopen, edition: 2 }], { assign: true, date: true, close: true, reopen: false }],
] as const)('an action that is %s', (_, said, may) => {
  const acts = { assign, date, close, reopen };
  it.each(Object.entries(may))('%s: %s', async (name, taken) => {
    const act = { ...acts[name as keyof typeof acts], edition: 3 };
    const when = raised()
      .and(...said)
      .when(act);
    if (taken) return when.gives({ type: expect.any(String) });
    const message = name === 'reopen' ? 'This action is open' : 'This action is closed';
    return when.isRefused(422, { field: 'actionId', message });
  });
});

describe('an action that nobody raised', () => {
  const unknown = { field: 'actionId', message: 'The meeting has no such action', code: 'unknown-object' };

  it.each([assign, date, close])('takes no $command', (act) =>
    raised()
      .when({ ...act, actionId: 'act-2' })
      .isRefused(404, unknown));

  it('cannot be opened again', () =>
    raised()
      .when({ ...reopen, actionId: 'act-2' })
      .isRefused(422, unknown, { message: 'This action is open' }));
});
