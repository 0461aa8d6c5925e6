import type { JsonObject } from '../../../../src/integrity/canonical-json.js';
import { said, uuid } from '../../../../test/support/said.js';
import type { Statement } from '../../statement.js';
import { Facts } from '../facts.js';
import { actionLines, decisionLines } from '../register/register.assembler.js';
import { type MeetingContext, meetings } from './meeting.assembler.js';

const MEETING = `meeting-${uuid(1)}`;
const ERASED = { $c: 'x'.repeat(43) };
const on = '2022-08-04';

const occasion = said(MEETING, 'occasion', {
  bodyIds: [uuid(2)],
  kind: 'panel',
  date: { date: '2022-06-07', precision: 'day' },
});
const board = said(`body-${uuid(2)}`, 'name', { name: 'Panel' });
const due = (to: string) => ({ due: { from: '2022-07-01', to, precision: 'month', basis: 'printed' } });

function meeting(statements: Statement[], context: Partial<MeetingContext> = {}) {
  const [only] = meetings(new Facts([occasion, board, ...statements]), { on, ...context });
  return only!;
}

/** A statement about the meeting's decision or action. */
function about(facet: string, kind: string, data: JsonObject = {}, more: Partial<Statement> = {}): Statement {
  return said(MEETING, facet, data, { kind, ...more });
}

describe('a decision', () => {
  const facet = `decision/${uuid(3)}`;
  const decision = about(facet, 'BoardDecisionRecorded', { text: 'Yes', decidedOn: { precision: 'notStated' } });
  const decided = (...more: Statement[]) => meeting([decision, ...more]).decisions[0]!;
  const other = `meeting-${uuid(8)}/decision/${uuid(9)}`;

  it.each([
    ['stands until somebody says that it ended', [], 'standing', undefined],
    [
      'is superseded by another',
      [about(`${facet}/end`, 'DecisionSuperseded', { byDecision: other })],
      'superseded',
      { id: uuid(9) },
    ],
    ['is rescinded', [about(`${facet}/end`, 'DecisionRescinded')], 'rescinded', undefined],
    [
      'has ended by what was restated, too',
      [about(`${facet}/end`, 'DecisionRescinded', {}, { type: 'Restated', originalType: 'Restated' })],
      'rescinded',
      undefined,
    ],
    [
      'stands again where its end was taken back',
      [about(`${facet}/end`, 'DecisionRescinded', {}, { withdrawn: true })],
      'standing',
      undefined,
    ],
  ])('%s', (_, more, state, endedBy) => {
    expect(decided(...more)).toMatchObject({ state, text: 'Yes', key: `${MEETING}/${facet}` });
    expect(decided(...more).endedBy).toEqual(endedBy);
  });

  it('says of which plan a part is that it changed', () => {
    const changes = about(`${facet}/changes`, 'DecisionChangesLinked', {
      changes: [
        { kind: 'node', id: uuid(5) },
        { kind: 'plan', id: uuid(6) },
      ],
    });
    const plan = [
      said(`plan-${uuid(6)}`, 'description', { title: 'A plan' }),
      said(`plan-${uuid(6)}`, `node/${uuid(5)}/title`, { title: 'Safety' }),
    ];
    expect(decided(changes, ...plan).changes).toEqual([
      { kind: 'node', what: { id: uuid(5), name: 'Safety' }, plan: { id: uuid(6), name: 'A plan' } },
      { kind: 'plan', what: { id: uuid(6), name: 'A plan' } },
    ]);
  });

  it('is found by what it changed', () => {
    const changes = about(`${facet}/changes`, 'DecisionChangesLinked', {
      changes: [
        { kind: 'status', key: `commitment-${uuid(5)}/status/officer` },
        { kind: 'plan', id: uuid(6) },
      ],
    });
    for (const id of [uuid(5), uuid(6)])
      expect(decisionLines([meeting([decision, changes])], { changes: id })).toHaveLength(1);
    expect(decisionLines([meeting([decision, changes])], { changes: uuid(7) })).toEqual([]);
  });
});

describe('a recommendation without an answer', () => {
  const asked = about(`recommendation/${uuid(6)}`, 'RecommendationMade', { type: 'note', text: 'Note it' });
  const outcomeOf = (...more: Statement[]) => meeting([asked, ...more]).recommendations[0]!.outcome;

  it('says whether the meeting took place', () => {
    expect(outcomeOf()).toBe('Outcome not recorded'); // its day is past
    expect(meeting([asked], { on: '2022-06-07' }).recommendations[0]!.outcome).toBe('Not yet answered');
    expect(outcomeOf(about('outcome', 'MeetingHeld', { date: '2022-06-07' }))).toBe('Outcome not recorded');
    expect(outcomeOf(about('outcome', 'MeetingCancelled', { reason: 'Nothing to do' }))).toBe(
      'The meeting was cancelled',
    );
  });
});

describe('an action', () => {
  const facet = `action/${uuid(4)}`;
  const raised = about(facet, 'ActionRaised', { text: ERASED });
  const closed = about(`${facet}/state`, 'ActionClosed', { outcome: 'notDone' });
  const action = (...more: Statement[]) => meeting([raised, ...more]).actions[0]!;

  it('is open until it is closed, and again when it is opened again', () => {
    expect(action()).toMatchObject({ state: 'open', text: null, overdue: false, moved: 0 });
    expect(action(closed).state).toBe('notDone');
    expect(action(about(`${facet}/state`, 'ActionReopened')).state).toBe('open');
    expect(action({ ...closed, type: 'Revised', originalType: 'Revised' }).state).toBe('notDone');
  });

  it.each([
    ['2022-08-04', true],
    ['2022-08-05', false],
  ])('due until before %s is overdue on 4 August: %s', (to, overdue) => {
    const dated = about(`${facet}/due`, 'ActionDated', due(to) as unknown as JsonObject);
    expect(action(dated).overdue).toBe(overdue);
    expect(action(dated, closed).overdue).toBe(false);
  });

  it('is moved as often as its history says', () => {
    const dated = about(`${facet}/due`, 'ActionDueMoved', due('2022-09-01') as unknown as JsonObject);
    const moves = new Map([[`${MEETING}/${facet}/due`, { moved: 2, advanced: 1 }]]);
    expect(meeting([raised, dated], { moves }).actions[0]).toMatchObject({ moved: 2, advanced: 1 });
  });

  it('stands in its register by its date, those without one last', () => {
    const second = about(`action/${uuid(5)}`, 'ActionRaised', { text: 'Second' });
    const dated = about(`action/${uuid(5)}/due`, 'ActionDated', due('2022-09-01') as unknown as JsonObject);
    const lines = actionLines([meeting([raised, second, dated])], {});
    expect(lines.map(({ id, meeting: { name } }) => [id, name])).toEqual([
      [uuid(5), 'Panel, 7 June 2022'],
      [uuid(4), 'Panel, 7 June 2022'],
    ]);
  });
});

describe('an agenda', () => {
  it('is in the order of its numbers, without what was withdrawn', () => {
    const item = (n: number, number: string, kind = 'AgendaItemAdded') =>
      about(`item/${uuid(n)}`, kind, { number, title: `Item ${number}` });
    const items = [item(11, '10'), item(12, '9'), item(13, '9a'), item(14, '2', 'AgendaItemChanged')];
    const withdrawn = about(`item/${uuid(15)}`, 'AgendaItemWithdrawn', { reason: 'Late' });
    expect(meeting([...items, withdrawn]).items.map(({ number }) => number)).toEqual(['2', '9', '9a', '10']);
  });
});
