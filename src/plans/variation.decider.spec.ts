import { DECIDED, decided, OCCASION } from '../../test/support/decided.js';
import { given, idOf, type Sent } from '../../test/support/given.js';
import { commitments } from '../commitments/commitment.commands.js';
import { meetings } from '../meetings/meeting.commands.js';
import { settings } from '../settings/settings.commands.js';
import { STANDARD_SCHEME } from '../settings/standard-scheme.js';
import { plans } from './plan.commands.js';

const about = (command: string, more: object = {}): Sent => ({ command, planId: 'PLAN-22', ...more });
const LEVELS = ['priority', 'theme', 'commitment'].map((key) => ({ key, one: key, many: key, printedAs: key }));
const PLAN = about('register-plan', { ownerBodyId: 'OWNER', levels: LEVELS, externalIds: [] });
const titled = (title: string) => ({ title, class: 'first' });
const priority = (nodeId: string) =>
  about('add-priority', { nodeId, level: 'priority', titled: titled(`Priority ${nodeId}`) });
const theme = (nodeId: string, parentId: string) =>
  about('add-theme', { nodeId, parentId, level: 'theme', titled: titled(`Theme ${nodeId}`) });
const ISSUE = about('issue-plan', { textStatus: 'final' });
const SCHEME: Sent = {
  ...{ command: 'publish-status-scheme', reportedOn: '2022-08-01', source: undefined },
  ...STANDARD_SCHEME,
};
const make = (commitmentId: string, homeId: string) =>
  about('make-commitment', {
    ...{ commitmentId, promisedBy: { basis: 'notStated' }, externalIds: [], place: { homeId } },
    wording: {
      ...{ wordingId: `${commitmentId}-W1`, text: `Do ${commitmentId}.`, lang: 'en-GB', standing: 'draft' },
      ...{ printedNumber: { basis: 'none' }, class: 'first' },
    },
  });
const report = (commitmentId: string, status: string, more: object = {}): Sent => ({
  ...{ command: 'report-status', commitmentId, assessment: 'officer', scheme: 'standard', schemeVersion: 1, status },
  ...{ reason: 'As seen', noEvidence: true, reportedOn: '2022-08-20', ...more },
});

const ledger = (...before: Sent[]) =>
  given([plans, commitments, settings], PLAN, priority('P1'), ...before).withObjects(
    ['body', 'OWNER'],
    ['meeting', 'PANEL'],
  );

describe('a variation', () => {
  const vary = (more: object = {}) =>
    about('vary-plan', { variationId: 'V1', summary: 'A theme was added', review: { meetingId: 'PANEL' }, ...more });
  const message = "Link the panel's report on this variation or say why there is none";

  test("changes a plan in force, with the panel's report or the reason why there is none", async () => {
    await ledger(ISSUE)
      .when(vary({ changes: [`plan-${idOf('PLAN-22')}/node/${idOf('P1')}`] }))
      .gives({
        type: 'PlanVaried',
        facet: `variation/${idOf('V1')}`,
        data: { summary: 'A theme was added', review: { meetingId: idOf('PANEL') } },
      });
    await ledger(ISSUE)
      .when(vary({ review: { none: true, reason: 'The panel was not quorate' } }))
      .gives({ data: { review: { none: true, reason: 'The panel was not quorate' } } } as never);
  });

  test.each([
    ['nothing', {}],
    ['no reason', { none: true }],
    ['an empty reason', { none: true, reason: ' ' }],
    ['both', { meetingId: 'PANEL', none: true, reason: 'None' }],
    ['a reason for nothing', { reason: 'None' }],
  ])('is refused with a review of %s', (_, review) =>
    ledger(ISSUE).when(vary({ review })).isRefused(422, { field: 'review', message }));

  test('is refused without a review, without words, twice, and before the plan is issued', async () => {
    await ledger(ISSUE)
      .when(vary({ review: undefined }))
      .isRefused(400, { field: 'review', message });
    await ledger(ISSUE)
      .when(vary({ summary: ' ' }))
      .isRefused(400, { field: 'summary', message: 'Say what was varied' });
    await ledger(ISSUE, vary()).when(vary()).isRefused(422, { field: 'variationId', code: 'already-exists' });
    await ledger()
      .when(vary())
      .isRefused(422, { field: 'planId', message: 'A plan can be varied only after it is issued' });
    await ledger({ ...ISSUE, reportedOn: '2022-08-04' })
      .when(vary())
      .isRefused(422, { field: 'planId' });
  });

  test("may name the panel's recommendation or decision, and nothing else", async () => {
    const recommend = { command: 'make-recommendation', meetingId: 'PANEL-JUNE', recommendationId: 'R1' };
    const reviewed = (decision: string) =>
      given([plans, meetings], PLAN, priority('P1'), ISSUE, ...decided('OWNER'))
        .withObjects(['body', 'OWNER'])
        .and({ ...recommend, type: 'agree', text: 'Agree to it' })
        .when(vary({ review: { meetingId: 'PANEL-JUNE', decision } }));
    for (const decision of [DECIDED, `meeting-${idOf('PANEL-JUNE')}/recommendation/${idOf('R1')}`])
      await reviewed(decision).gives({ type: 'PlanVaried', data: { review: { decision } } });
    await reviewed(OCCASION).isRefused(400, {
      field: 'review.decision',
      message:
        'Decision must be the key of a recommendation or decision: meeting-…/recommendation/… or meeting-…/decision/…',
    });
  });

  test('names what it changes by its key', () =>
    ledger(ISSUE)
      .when(vary({ changes: [`plan-${idOf('PLAN-22')}/node/${idOf('P9')}`] }))
      .isRefused(404, { field: 'changes[0]', code: 'unknown-object' }));
});

describe('closing a plan', () => {
  const close = (more: object = {}) =>
    about('close-plan', { closedOn: '2022-08-31', leftWithoutStatus: [], reportedOn: '2022-08-31', ...more });
  const open = (count: string) => ({
    field: 'leftWithoutStatus',
    message: `${count} no final status. Record one for each or confirm they stay without`,
  });

  test('asks for a final status of every commitment, or the word that it stays without', async () => {
    const three = () => ledger(SCHEME, make('C1', 'P1'), make('C2', 'P1'), make('C3', 'PLAN-22'));
    await three().when(close()).isRefused(422, open('3 commitments have'));
    await three()
      .and(report('C1', 'not-delivered'), report('C2', 'at-risk'))
      .when(close({ leftWithoutStatus: ['C3'] }))
      .isRefused(422, open('1 commitment has'));
    await three()
      .and(report('C1', 'not-delivered'), report('C2', 'at-risk'))
      .when(close({ leftWithoutStatus: ['C2', 'C3'] }))
      .gives({ type: 'PlanClosed', facet: 'closure', data: { leftWithoutStatus: [idOf('C2'), idOf('C3')] } });
  });

  test('looks at what had been reported by then', () =>
    ledger(SCHEME, make('C1', 'P1'), report('C1', 'not-delivered', { reportedOn: '2022-09-01' }))
      .when(close())
      .isRefused(422, open('1 commitment has')));

  test('happens once, and not after the paper that tells of it', async () => {
    await ledger(close()).when(close()).isRefused(422, { field: 'planId', message: 'This plan is closed already' });
    await ledger()
      .when(close({ closedOn: '2022-09-01' }))
      .isRefused(422, { field: 'closedOn', message: 'The date cannot be later than the reported date' });
    await ledger()
      .when(close({ leftWithoutStatus: ['C9'] }))
      .isRefused(404, { field: 'leftWithoutStatus[0]', code: 'unknown-object' });
  });
});

describe('a part of the plan', () => {
  const retire = (nodeId: string, more: object = {}) =>
    about('retire-node', { nodeId, reason: 'Merged', reportedOn: '2022-08-30', ...more });
  const tree = (...more: Sent[]) => ledger(SCHEME, theme('T1', 'P1'), theme('T2', 'P1'), ...more);

  test('is retired when nothing open is left in it or below it', async () => {
    await tree()
      .when(retire('T1'))
      .gives({ type: 'NodeRetired', facet: `node/${idOf('T1')}/end`, data: { reason: 'Merged' } });
    const held = (count: string) => ({ field: 'nodeId', message: `Move or close the ${count} here first` });
    await tree(make('C1', 'T1'), make('C2', 'T1')).when(retire('T1')).isRefused(422, held('2 commitments'));
    await tree(make('C1', 'T1'), make('C2', 'T1'), report('C2', 'not-delivered'))
      .when(retire('P1'))
      .isRefused(422, held('1 commitment'));
    await tree(make('C1', 'T1'), report('C1', 'not-delivered')).when(retire('T1')).gives({ type: 'NodeRetired' });
    const moved: Sent = { command: 'place-commitment', commitmentId: 'C1', homeId: 'T2', reason: 'Merged' };
    await tree(make('C1', 'T1'), { ...moved, reportedOn: '2022-08-30' })
      .when(retire('T1'))
      .gives({ type: 'NodeRetired' });
    await tree(make('C1', 'T1'), { ...moved, reportedOn: '2022-08-31' })
      .when(retire('T1'))
      .isRefused(422, held('1 commitment'));
  });

  test('is retired once, for a reason, and only where the plan has it', async () => {
    await tree(retire('T1'))
      .when(retire('T1'))
      .isRefused(422, { field: 'nodeId', message: 'This was retired on 30 August 2022' });
    await tree().when(retire('T9')).isRefused(404, { field: 'nodeId', message: 'This plan has no such part' });
    await tree()
      .when(retire('T1', { reason: undefined }))
      .isRefused(400, { field: 'reason', message: 'Give the reason' });
  });

  test('takes nothing in any more when it is retired', async () => {
    const message = 'This was retired on 30 August 2022';
    const place: Sent = { command: 'place-commitment', commitmentId: 'C1', homeId: 'T1', reason: 'Merged' };
    await tree(make('C1', 'T2'), retire('T1'))
      .when({ ...place, reportedOn: '2022-08-31' })
      .isRefused(422, { field: 'homeId', message });
    await tree(make('C1', 'T2'), retire('T1'))
      .when({ ...place, reportedOn: '2022-08-29' })
      .gives({ type: 'CommitmentPlaced' });
    await tree(priority('P2'), retire('P2'))
      .when(about('place-node', { nodeId: 'T1', parentId: 'P2', reason: 'Merged', reportedOn: '2022-08-31' }))
      .isRefused(422, { field: 'parentId', message });
  });

  test('need not be put in order when it is retired', () =>
    tree(retire('T1'))
      .when(about('order-children', { parentId: 'P1', order: ['T2'], reportedOn: '2022-08-30' }))
      .gives({ type: 'ChildrenOrdered' }));

  test('may get the number that only a later paper prints', async () => {
    const again = (more: object) =>
      about('title-node', { nodeId: 'T1', title: 'Theme T1', class: 'editorial', ...more });
    await tree()
      .when(again({ printedNumber: { value: '4', basis: 'printed' }, reportedOn: '2022-08-04' }))
      .gives({ type: 'NodeTitled', data: { printedNumber: { value: '4', basis: 'printed' } } });
    await tree().when(again({})).isRefused(422, { field: 'title', message: 'The title has not changed' });
  });

  test('may be delivered through people, who stand in the words as tokens', async () => {
    const link = (more: object) =>
      about('link-delivery', { deliveryId: 'D1', targets: ['T1'], function: 'leads', words: '{person:1}', ...more });
    await tree()
      .when(link({ people: [{ token: '{person:1}', role: 'Superintendent' }] }))
      .gives({ type: 'DeliveryLinked' });
    await tree().when(link({})).isRefused(422, { field: 'people', message: 'Say which role {person:1} holds' });
  });
});
