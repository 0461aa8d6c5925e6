import { notADecision } from '../../test/support/decided.js';
import { given, idOf, type Sent } from '../../test/support/given.js';
import { meetings } from './meeting.commands.js';

const call = (meetingId: string, date: string): Sent => ({
  command: 'call-meeting',
  meetingId,
  bodyIds: ['the-panel'],
  kind: 'panel',
  date: { date, precision: 'day' },
});
const decide = (decisionId: string, fields: object = {}): Sent => ({
  command: 'record-board-decision',
  meetingId: 'june',
  decisionId,
  text: 'The scorecard is brought to every meeting',
  decidedBy: { bodyId: 'the-panel', basis: 'named' },
  decidedOn: { precision: 'notStated' },
  ...fields,
});
const keyOf = (meetingId: string, decisionId: string) => `meeting-${idOf(meetingId)}/decision/${idOf(decisionId)}`;
const about = (command: string, fields: object = {}): Sent => ({
  command,
  meetingId: 'june',
  decisionId: 'dec-1',
  ...fields,
});
const LATER = '2022-08-04';
const supersede = about('supersede-decision', {
  byDecision: keyOf('august', 'dec-2'),
  reason: 'Every second meeting is enough',
  reportedOn: LATER,
});
const rescind = about('rescind-decision', { reason: 'The panel withdrew it', reportedOn: LATER });
const link = (...changes: object[]) => about('link-decision-changes', { changes });

const noDecision = { field: 'decisionId', message: 'The meeting has no such decision', code: 'unknown-object' };

const twoMeetings = () =>
  given([meetings])
    .withObjects(['body', 'the-panel'], ['milestone', 'M-1'], ['commitment', 'C-1'], ['plan', 'PLAN'])
    .and(call('june', '2022-06-07'), call('august', LATER));
const decided = () => twoMeetings().and(decide('dec-1'));
const replaced = () => decided().and(decide('dec-2', { meetingId: 'august', reportedOn: LATER }));

describe('the end of a decision', () => {
  const facet = `decision/${idOf('dec-1')}/end`;

  it('is a later decision, or that it was taken back', async () => {
    await replaced()
      .when(supersede)
      .gives({ type: 'DecisionSuperseded', facet, data: { byDecision: keyOf('august', 'dec-2') } });
    await decided().when(rescind).gives({ type: 'DecisionRescinded', facet });
    for (const act of [supersede, rescind])
      await replaced()
        .when({ ...act, reason: undefined })
        .isRefused(400, { field: 'reason', message: 'Give the reason' });
  });

  it.each([
    ['none', 400, { byDecision: undefined }],
    ['one that the ledger does not hold', 422, { byDecision: keyOf('august', 'dec-3') }],
    ['itself', 422, { byDecision: keyOf('june', 'dec-1') }],
    ['something else', 422, { byDecision: `meeting-${idOf('august')}/occasion` }],
  ] as const)('does not replace it by %s', (_, status, fields) =>
    replaced()
      .when({ ...supersede, ...fields })
      .isRefused(status, { field: 'byDecision', message: 'Link the decision that replaces it' }));

  it('may be a decision that takes it back, and nothing else', async () => {
    const by = keyOf('august', 'dec-2');
    await replaced()
      .when({ ...rescind, byDecision: by })
      .gives({ type: 'DecisionRescinded', data: { byDecision: by } });
    await replaced()
      .when({ ...rescind, byDecision: `meeting-${idOf('august')}/occasion` })
      .isRefused(400, notADecision('byDecision'));
  });

  it('is not a decision that was told of before', () =>
    decided()
      .and(decide('dec-0', { reportedOn: '2022-05-01' }))
      .when({ ...supersede, byDecision: keyOf('june', 'dec-0') })
      .isRefused(422, { field: 'byDecision', message: 'Link the decision that replaces it' }));

  it.each([supersede, rescind])('comes once: $command', (act) =>
    replaced()
      .and(rescind)
      .when({ ...act, edition: 2 })
      .isRefused(422, { field: 'decisionId', message: 'This decision ended on 4 August 2022' }));

  it.each([supersede, rescind])('is that of a decision of this meeting: $command', (act) =>
    twoMeetings()
      .and(decide('dec-2', { meetingId: 'august', reportedOn: LATER }))
      .when(act)
      .isRefused(404, noDecision));

  it('may be loaded before the paper that tells of the decision', () =>
    replaced()
      .and({ ...supersede, reportedOn: '2022-08-05' })
      .when({ ...rescind, reportedOn: LATER })
      .gives({ type: 'DecisionRescinded' }));
});

describe('what a decision changed', () => {
  it('is told by keys and ids, whole each time', () =>
    decided()
      .and({
        command: 'raise-action',
        meetingId: 'june',
        actionId: 'act-1',
        text: 'Bring it',
        owner: { bodyId: 'the-panel' },
      })
      .when(
        link(
          { kind: 'milestone', id: 'M-1' },
          { kind: 'plan', id: 'PLAN' },
          { kind: 'action', key: `meeting-${idOf('june')}/action/${idOf('act-1')}` },
        ),
      )
      .gives({
        type: 'DecisionChangesLinked',
        facet: `decision/${idOf('dec-1')}/changes`,
        data: { changes: [{ id: idOf('M-1') }, { id: idOf('PLAN') }, { kind: 'action' }] },
      }));

  it.each([
    ['neither key nor id', { kind: 'status' }],
    ['a thing that is not there', { kind: 'milestone', id: 'M-2' }],
    ['a thing of another kind', { kind: 'commitment', id: 'M-1' }],
    ['an id where a key is needed', { kind: 'status', id: 'C-1' }],
    ['a key of another kind', { kind: 'action', key: keyOf('june', 'dec-1') }],
    ['both', { kind: 'plan', id: 'PLAN', key: keyOf('june', 'dec-1') }],
  ])('is not %s', (_, change) =>
    decided().when(link(change)).isRefused(422, { field: 'changes[0]', message: 'Choose something in the ledger' }));

  it('is not a part that the ledger does not hold', () =>
    decided()
      .when(link({ kind: 'action', key: `meeting-${idOf('june')}/action/${idOf('act-1')}` }))
      .isRefused(404, { field: 'changes[0].key', message: 'Choose something in the ledger' }));

  it('is that of a decision of this meeting', () =>
    twoMeetings()
      .when(link({ kind: 'milestone', id: 'M-1' }))
      .isRefused(404, noDecision));
});
