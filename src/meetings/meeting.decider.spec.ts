import { given, idOf, type Sent } from '../../test/support/given.js';
import { meetings } from './meeting.commands.js';

const call: Sent = {
  command: 'call-meeting',
  meetingId: 'june',
  bodyIds: ['the-panel'],
  kind: 'panel',
  date: { date: '2022-06-07', precision: 'day' },
  public: true,
};
const hold: Sent = {
  command: 'hold-meeting',
  meetingId: 'june',
  date: '2022-06-07',
  attendance: [{ role: 'Chair of the panel', capacity: 'chair' }],
};
const item: Sent = { command: 'add-agenda-item', meetingId: 'june', itemId: 'item-6', number: '6', title: 'Progress' };
const recommend: Sent = {
  command: 'make-recommendation',
  meetingId: 'june',
  recommendationId: 'rec-1',
  type: 'note',
  text: 'Note the progress made',
  madeBy: { role: 'Deputy Mayor', basis: 'named' },
};
const answer: Sent = {
  command: 'answer-recommendation',
  meetingId: 'june',
  recommendationId: 'rec-1',
  answer: 'noted',
};
const decide: Sent = {
  command: 'record-board-decision',
  meetingId: 'june',
  decisionId: 'dec-1',
  text: 'The scorecard is brought to every meeting',
  decidedBy: { bodyId: 'the-panel', basis: 'inferred' },
  decidedOn: { date: '2022-06-07', precision: 'day' },
  amount: '150000.00',
};
const HELD = 'The meeting has taken place';
const CANCEL: Sent = { command: 'cancel-meeting', meetingId: 'june', reason: 'Nothing to discuss' };
const agree: Sent = {
  command: 'agree-work-programme',
  programmeId: 'programme-2022',
  title: 'Joint work programme',
  ownerBodyIds: ['the-panel'],
  year: '2022',
  contentsHeld: false,
};

const bodies = () => given([meetings]).withObjects(['body', 'the-panel'], ['body', 'the-board']);
const called = () => bodies().and(call);

describe('calling a meeting', () => {
  it('says who meets, when and what kind of meeting it is', () =>
    bodies()
      .when(call)
      .gives({ type: 'MeetingCalled', facet: 'occasion', data: { bodyIds: [idOf('the-panel')], kind: 'panel' } }));

  it.each([undefined, []])('asks who is meeting (%j)', (bodyIds) =>
    bodies()
      .when({ ...call, bodyIds })
      .isRefused(400, { field: 'bodyIds', message: 'Choose who is meeting' }));

  it('lists a meeting of a body, kind and day once', () =>
    called()
      .when({ ...call, meetingId: 'again', bodyIds: ['the-board', 'the-panel'] })
      .isRefused(422, { field: 'date', message: 'This meeting is already listed' }));

  it.each([
    ['kind', { kind: 'steeringGroup' }],
    ['body', { bodyIds: ['the-board'] }],
    ['day', { date: { date: '2022-06-08', precision: 'day' } }],
    ['exactness', { date: { date: '2022-06-30', precision: 'month' } }],
  ])('takes a meeting of another %s', (_, fields) =>
    called()
      .when({ ...call, meetingId: 'another', ...fields })
      .gives({ type: 'MeetingCalled' }));

  it('has a date as exact as it is known', async () => {
    await bodies()
      .when({ ...call, date: { precision: 'month' } })
      .isRefused(422, { field: 'date.date', message: 'Enter the date, or say that none is stated' });
    await bodies()
      .when({ ...call, date: { date: '2022-06-07', precision: 'notStated' } })
      .isRefused(422, { field: 'date.precision', message: 'There is a date. Say how exact it is' });
  });

  it('wants a body that the ledger holds', () =>
    bodies()
      .when({ ...call, bodyIds: ['nobody'] })
      .isRefused(404, { field: 'bodyIds[0]', code: 'unknown-object' }));
});

describe('holding a meeting', () => {
  it('says when it took place and which offices attended', () =>
    called()
      .when(hold)
      .gives({ type: 'MeetingHeld', facet: 'outcome', data: { date: '2022-06-07' } }));

  it('is not after the paper that tells of it', () =>
    called()
      .when({ ...hold, date: '2022-06-08' })
      .isRefused(422, { field: 'date', message: 'The date cannot be later than the reported date' }));
});

describe('a meeting that was called', () => {
  const later = { date: '2022-07-05', precision: 'day' };
  const move: Sent = { ...call, command: 'reschedule-meeting', date: later, reason: 'The chair was ill' };
  const cancel: Sent = { command: 'cancel-meeting', meetingId: 'june', reason: 'Nothing to discuss' };

  it('may be moved or cancelled, with a reason', async () => {
    await called()
      .when(move)
      .gives({ type: 'MeetingRescheduled', facet: 'occasion', data: { date: later } });
    await called().when(cancel).gives({ type: 'MeetingCancelled', facet: 'outcome' });
    for (const act of [move, cancel])
      await called()
        .when({ ...act, reason: '' })
        .isRefused(400, { field: 'reason', message: 'Give the reason' });
  });

  it.each([move, cancel])('stands once it took place: $command', (act) =>
    called().and(hold).when(act).isRefused(422, { message: 'The meeting has taken place' }));

  it('has not taken place before the day on which that was told of', async () => {
    const toldOfLater = () => called().and(recommend, { ...hold, reportedOn: '2022-08-04' });
    const on = { reportedOn: '2022-08-03' };
    for (const act of [move, cancel])
      await toldOfLater()
        .when({ ...act, ...on })
        .gives({ type: expect.stringMatching(/^Meeting(Rescheduled|Cancelled)$/) });
    await toldOfLater()
      .when({ ...answer, ...on })
      .isRefused(422, { field: 'answer', message: 'Record that the meeting took place first' });
  });

  it('may change its place and keep its day', () =>
    called()
      .when({ ...move, date: call.date, place: 'Town hall' })
      .gives({ type: 'MeetingRescheduled', data: { place: 'Town hall' } }));

  it('answers nothing when it was cancelled', () =>
    called()
      .and(recommend, cancel)
      .when(answer)
      .isRefused(422, { field: 'answer', message: 'Record that the meeting took place first' }));
});

/** What may be said of a meeting in each of its states; a message where it may not. */
describe.each([
  ['called', [], { hold: true, move: true, cancel: true, answer: 'Record that the meeting took place first' }],
  ['held', ['hold'], { hold: true, move: HELD, cancel: HELD, answer: true }],
  ['cancelled', ['cancel'], { hold: true, move: true, answer: 'Record that the meeting took place first' }],
  ['cancelled and held after all', ['cancel', 'hold'], { move: HELD, cancel: HELD, answer: true }],
] as const)('a meeting that is %s', (_, said, may) => {
  const acts = { hold, move: { ...call, command: 'reschedule-meeting', reason: 'Ill' }, cancel: CANCEL, answer };
  const editions = (names: readonly (keyof typeof acts)[]) =>
    names.map((name, index) => ({ ...acts[name], edition: index + 1 }));

  it.each(Object.entries(may))('%s: %s', (name, outcome) => {
    const when = called()
      .and(recommend, ...editions(said))
      .when({ ...acts[name as keyof typeof acts], edition: said.length + 1 });
    return outcome === true
      ? when.gives({ type: expect.any(String) })
      : when.isRefused(422, { message: outcome as string });
  });
});

describe('the agenda', () => {
  it('has items', () =>
    called()
      .when(item)
      .gives({ type: 'AgendaItemAdded', facet: `item/${idOf('item-6')}` }));

  it('has each number once', () =>
    called()
      .and(item)
      .when({ ...item, itemId: 'another' })
      .isRefused(422, { field: 'number', message: 'Item 6 exists' }));
});

describe('recommendations', () => {
  it('are asked of a meeting', () =>
    called()
      .and(item)
      .when({ ...recommend, itemId: 'item-6' })
      .gives({
        type: 'RecommendationMade',
        facet: `recommendation/${idOf('rec-1')}`,
        data: { text: 'Note the progress made', itemId: idOf('item-6') },
      }));

  it.each([
    ['text', '', 'Enter the recommendation'],
    ['text', undefined, 'Enter the recommendation'],
    ['type', undefined, 'Say what the meeting is asked to do. One of: note, agree, endorse, require'],
  ])('need their %s (%j)', (field, value, message) =>
    called()
      .when({ ...recommend, [field]: value })
      .isRefused(400, { field, message }));

  it('stand under an item of the agenda', () =>
    called()
      .when({ ...recommend, itemId: 'item-7' })
      .isRefused(404, { field: 'itemId', message: 'The meeting has no such agenda item' }));

  it('are answered by the meeting', () =>
    called()
      .and(recommend, hold)
      .when(answer)
      .gives({ type: 'RecommendationAnswered', facet: `recommendation/${idOf('rec-1')}/answer` }));

  it('are answered once the meeting took place', () =>
    called()
      .and(recommend)
      .when(answer)
      .isRefused(422, { field: 'answer', message: 'Record that the meeting took place first' }));

  it('agreed with changes say what was changed', async () => {
    const changed = { ...answer, answer: 'agreedWithChanges' };
    await called()
      .and(recommend, hold)
      .when(changed)
      .isRefused(422, { field: 'text', message: 'Say what was changed' });
    await called()
      .and(recommend, hold)
      .when({ ...changed, text: 'By March instead' })
      .gives({ type: 'RecommendationAnswered' });
  });

  it('and their decisions are of this meeting', () =>
    called()
      .and(hold)
      .when({ ...answer, decisionId: 'dec-1' })
      .isRefused(
        404,
        { field: 'recommendationId', message: 'The meeting has no such recommendation' },
        { field: 'decisionId', message: 'The meeting has no such decision' },
      ));
});

describe('decisions', () => {
  it('say what was decided, by whom and when', () =>
    called()
      .when(decide)
      .gives({
        type: 'BoardDecisionRecorded',
        facet: `decision/${idOf('dec-1')}`,
        data: { text: 'The scorecard is brought to every meeting', amount: '150000.00' },
      }));

  it.each(['', '  ', undefined])('have words (%j)', (text) =>
    called()
      .when({ ...decide, text })
      .isRefused(400, { field: 'text', message: 'Enter the decision' }));

  it.each([
    ['2022-06-08', 'day'],
    ['2022-07-31', 'month'],
    ['2023-12-31', 'year'],
    ['2024-03-31', 'financialYear'],
  ])('are not after the paper that tells of them (%s, %s)', (date, precision) =>
    called()
      .when({ ...decide, decidedOn: { date, precision } })
      .isRefused(422, { field: 'decidedOn.date', message: 'A decision cannot be later than its reported date' }));

  it.each([
    ['2022-06-30', 'month'],
    ['2022-12-31', 'year'],
    ['2023-03-31', 'financialYear'],
  ])('may be of a period that had begun (%s, %s)', (date, precision) =>
    called()
      .when({ ...decide, decidedOn: { date, precision } })
      .gives({ type: 'BoardDecisionRecorded' }));

  it('may have no stated date', () =>
    called()
      .when({ ...decide, decidedOn: { precision: 'notStated' } })
      .gives({ type: 'BoardDecisionRecorded' }));

  it('stand under an item of the agenda', () =>
    called()
      .when({ ...decide, itemId: 'item-7' })
      .isRefused(404, { field: 'itemId', message: 'The meeting has no such agenda item' }));
});

describe('the work programme', () => {
  it('belongs to one or more bodies', async () => {
    await bodies()
      .when(agree)
      .gives({ type: 'WorkProgrammeAgreed', facet: 'identity', data: { year: '2022' } });
    await bodies()
      .when({ ...agree, ownerBodyIds: [] })
      .isRefused(400, { field: 'ownerBodyIds', message: 'Choose whose programme this is' });
  });
});
