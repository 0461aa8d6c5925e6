import { DECIDED, decided, NO_DECISION, notADecision, OCCASION } from '../../test/support/decided.js';
import { given, idOf, type Sent } from '../../test/support/given.js';
import { bodies } from '../bodies/body.commands.js';
import { changes } from '../changes/change.commands.js';
import { eventId, streamOf, uuidV7At } from '../ledger/ids.js';
import { meetings } from '../meetings/meeting.commands.js';
import { plans } from '../plans/plan.commands.js';
import { settings } from '../settings/settings.commands.js';
import { STANDARD_SCHEME } from '../settings/standard-scheme.js';
import { commitments } from './commitment.commands.js';

const OWNER: Sent = {
  ...{ command: 'register-body', bodyId: 'OWNER', externalIds: [], named: { name: 'Authority' } },
  described: { kind: 'organisation' },
};
const OWNER_ROLE: Sent = { command: 'create-role', bodyId: 'OWNER', roleId: 'DM', title: 'Deputy Mayor' };
const ofPlan = (command: string, more: object = {}): Sent => ({ command, planId: 'PLAN-22', ...more });
const said = (command: string, more: object = {}): Sent => ({ command, commitmentId: 'C1', ...more });
const LEVELS = ['priority', 'commitment'].map((key) => ({ key, one: key, many: key, printedAs: key }));
const PLAN = ofPlan('register-plan', { ownerBodyId: 'OWNER', levels: LEVELS, externalIds: [] });
const PRIORITY = ofPlan('add-priority', { nodeId: 'P1', level: 'priority', titled: { title: 'Safe', class: 'first' } });
const period = (more: object = {}) =>
  ofPlan('state-plan-period', { from: '2022-01-01', to: '2022-09-01', basis: 'printed', ...more });
const SCHEME: Sent = {
  ...{ command: 'publish-status-scheme', reportedOn: '2022-08-01', source: undefined },
  ...STANDARD_SCHEME,
};
const wording = (more: object = {}) => ({
  ...{ wordingId: 'W1', text: 'Answer 999 calls.', lang: 'en-GB', standing: 'authoritative', class: 'first' },
  ...{ printedNumber: { value: '1', basis: 'printed' }, ...more },
});
const MAKE = said('make-commitment', {
  ...{ planId: 'PLAN-22', promisedBy: { basis: 'notStated' }, externalIds: [], place: { homeId: 'P1' } },
  wording: wording(),
});
const report = (status: string, more: object = {}) =>
  said('report-status', {
    ...{ assessment: 'officer', scheme: 'standard', schemeVersion: 1, status, reason: 'As seen', noEvidence: true },
    ...{ reportedOn: '2022-08-30', ...more },
  });
const DELIVERED = { evidence: [{ key: `commitment-${idOf('C1')}/identity` }], noEvidence: undefined };

const ledger = (...before: Sent[]) =>
  given([bodies, plans, commitments, settings, changes, meetings], OWNER, PLAN, PRIORITY, SCHEME, MAKE, ...before);

describe('the nature of a commitment', () => {
  const set = (nature: string, more: object = {}) => said('set-nature', { nature, reason: 'As worded', ...more });

  test('is to be delivered or to go on, for a reason', async () => {
    await ledger()
      .when(set('continuing'))
      .gives({ type: 'NatureSet', facet: 'nature', data: { nature: 'continuing' } });
    await ledger()
      .when(set('continuing', { reason: undefined }))
      .isRefused(400, { field: 'reason', message: 'Give the reason' });
  });

  test('is not to go on once it was delivered', async () => {
    const refused = { field: 'nature', message: 'A delivered commitment cannot become continuing. Reopen it first' };
    const later = { reportedOn: '2022-08-31' };
    await ledger(report('delivered', DELIVERED)).when(set('continuing', later)).isRefused(422, refused);
    await ledger(report('delivered', DELIVERED)).when(set('continuing')).gives({ type: 'NatureSet' });
    await ledger(report('delivered', DELIVERED)).when(set('discrete', later)).gives({ type: 'NatureSet' });
    await ledger(report('not-delivered')).when(set('continuing', later)).gives({ type: 'NatureSet' });
    await ledger(report('delivered', DELIVERED), report('on-track', later))
      .when(set('continuing', later))
      .gives({ type: 'NatureSet' });
  });

  test('that goes on is closed on the last day of the plan, not before', async () => {
    const until = { field: 'status', message: 'This commitment continues until the plan ends on 31 August 2022' };
    const going = (...more: Sent[]) => ledger(set('continuing'), ...more);
    await going(period()).when(report('not-delivered')).isRefused(422, until);
    await going(period())
      .when(report('part-delivered', { reportedOn: '2022-08-31' }))
      .gives({ type: 'StatusReported' });
    await going(period()).when(report('at-risk')).gives({ type: 'StatusReported' });
    await ledger(set('discrete'), period()).when(report('not-delivered')).gives({ type: 'StatusReported' });
    await ledger(period()).when(report('not-delivered')).gives({ type: 'StatusReported' });
  });

  test('that goes on as long as a plan without an end closes with the plan', async () => {
    const message = 'This commitment continues as long as its plan';
    const closed = ofPlan('close-plan', {
      ...{ closedOn: '2022-08-29', leftWithoutStatus: ['C1'], reportedOn: '2022-08-29' },
    });
    await ledger(set('continuing')).when(report('not-delivered')).isRefused(422, { field: 'status', message });
    await ledger(set('continuing'), period({ to: undefined }))
      .when(report('not-delivered'))
      .isRefused(422, { field: 'status', message });
    await ledger(set('continuing'), closed).when(report('not-delivered')).gives({ type: 'StatusReported' });
  });

  test('that goes on may be replaced at any time', () =>
    ledger(
      set('continuing'),
      period(),
      said('assert-lineage', {
        ...{ linkId: 'L1', type: 'dropped', from: ['C1'], to: [], reason: 'Given up', basis: 'printed' },
      }),
    )
      .when(report('replaced', { linkId: 'L1' }))
      .gives({ type: 'StatusReported' }));
});

describe('the lead of a commitment', () => {
  const lead = (more: object) => said('set-lead', more);

  test('is a body, an office in it, or an office in words', async () => {
    await ledger()
      .when(lead({ bodyId: 'OWNER' }))
      .gives({ type: 'LeadSet', facet: 'lead', data: { bodyId: idOf('OWNER') } });
    await ledger()
      .when(lead({ role: 'Deputy Mayor' }))
      .gives({ type: 'LeadSet', data: { role: 'Deputy Mayor' } });
    await ledger(OWNER_ROLE)
      .when(lead({ bodyId: 'OWNER', roleId: 'DM' }))
      .gives({ type: 'LeadSet', data: { roleId: idOf('DM') } });
    await ledger()
      .when(lead({ bodyId: 'OWNER', roleId: 'DM' }))
      .isRefused(404, { field: 'roleId', message: 'The body has no such role' });
    await ledger().when(lead({})).isRefused(422, { field: 'bodyId', message: 'Choose a body or a role' });
  });
});

describe('the target date of a commitment', () => {
  const due = (from: string, to: string, precision = 'month') => ({ from, to, precision, basis: 'printed' });
  const JUNE = due('2023-06-01', '2023-07-01');
  const set = (more: object = {}) => said('set-target-date', { due: JUNE, ...more });
  const move = (more: object = {}) =>
    said('move-target-date', {
      due: due('2023-09-01', '2023-10-01'),
      reason: 'Late',
      reportedOn: '2022-08-04',
      ...more,
    });

  test('is set once', async () => {
    await ledger()
      .when(set())
      .gives({ type: 'TargetDateSet', facet: 'target-date', data: { due: JUNE } });
    await ledger(set())
      .when(set({ due: due('2023-09-01', '2023-10-01') }))
      .isRefused(422, { field: 'due', message: 'A target date exists. Move it instead' });
    await ledger(set()).when(set()).isRefused(422, { field: 'due', message: 'The date has not changed' });
    await ledger()
      .when(set({ due: due('2023-06-01', '2023-06-01') }))
      .isRefused(422, { field: 'due.to', message: 'The end of the date range must be after its start' });
  });

  test('moves with the date before and the kind of change, which are filled in', async () => {
    await ledger(set())
      .when(move())
      .gives({ type: 'TargetDateMoved', facet: 'target-date', data: { from: JUNE, effect: 'move', reason: 'Late' } });
    await ledger(set(), ...decided('OWNER'))
      .when(move({ due: due('2023-03-01', '2023-04-01'), decision: DECIDED }))
      .gives({ data: { effect: 'advance', decision: DECIDED } } as never);
    await ledger(set())
      .when(move({ due: due('2023-06-05', '2023-06-06', 'day'), reason: undefined }))
      .gives({ data: { effect: 'refinement' } } as never);
  });

  test('is noted where a later move, loaded before, goes on naming another date', async () => {
    const notes = [{ code: 'later-move-loaded', field: 'due' }];
    const between = { due: due('2023-07-01', '2023-08-01'), reportedOn: '2022-08-02' };
    await ledger(set({ reportedOn: '2022-08-01' }), move())
      .when(move(between))
      .tells({ notes });
    const id = uuidV7At(0, 'first');
    const target = eventId(streamOf('commitment', idOf('C1')), id, 0);
    const wrong: Sent = { command: 'void-entry', target, reason: 'Misread' };
    const again = (more: object = {}) => set({ reportedOn: '2022-08-01', ...more });
    await ledger(again({ id }), move(), wrong)
      .when(again({ due: between.due }))
      .tells({ notes });
    await ledger(again({ id }), move(), wrong).when(again()).tells({});
  });

  test('moves for a reason, or the word that none was given', async () => {
    await ledger(set())
      .when(move({ reason: undefined }))
      .isRefused(422, { field: 'reason', message: 'Give the reason the date moved' });
    await ledger(set())
      .when(move({ reason: undefined, notGiven: true }))
      .gives({ type: 'TargetDateMoved' });
  });

  test('moves only to another date, from one that there is', async () => {
    await ledger(set())
      .when(move({ due: JUNE }))
      .isRefused(422, { field: 'due', message: 'The date has not changed' });
    await ledger()
      .when(move())
      .isRefused(422, { field: 'due', message: 'There is no date to move. Enter the date first' });
    await ledger(set())
      .when(move({ decision: NO_DECISION }))
      .isRefused(404, { field: 'decision', code: 'unknown-object' });
    await ledger(set(), ...decided('OWNER'))
      .when(move({ decision: OCCASION }))
      .isRefused(400, notADecision('decision'));
  });
});

describe('a tag of a commitment', () => {
  const tags = [
    ofPlan('add-tag-scheme', { schemeId: 'S1', kind: 'crossCutting', label: 'Themes for action' }),
    ofPlan('add-tag', { tagId: 'TAG', schemeId: 'S1', label: 'Inequality', order: 1 }),
  ];
  const retired = ofPlan('retire-tag', { tagId: 'TAG', reason: 'Merged', reportedOn: '2022-08-04' });
  const give = (more: object = {}) => said('tag-commitment', { tagId: 'TAG', basis: 'judgement', ...more });
  const take = (more: object = {}) => said('untag-commitment', { tagId: 'TAG', ...more });

  test('is one of its plan that is in use', async () => {
    await ledger(...tags)
      .when(give())
      .gives({ type: 'CommitmentTagged', facet: `tag/${idOf('TAG')}`, data: { basis: 'judgement' } });
    await ledger()
      .when(give())
      .isRefused(404, { field: 'tagId', code: 'unknown-object', message: 'This plan has no such tag' });
    await ledger(...tags, retired)
      .when(give({ reportedOn: '2022-08-04' }))
      .isRefused(422, { field: 'tagId', message: 'This tag is no longer in use' });
    await ledger(...tags, retired)
      .when(give({ reportedOn: '2022-08-03' }))
      .gives({ type: 'CommitmentTagged' });
  });

  test('is taken away where it has it', async () => {
    const without = { field: 'tagId', message: 'It does not have this tag' };
    await ledger(...tags, give())
      .when(take())
      .gives({ type: 'CommitmentUntagged', facet: `tag/${idOf('TAG')}` });
    await ledger(...tags)
      .when(take())
      .isRefused(422, without);
    await ledger(...tags, give(), take())
      .when(take())
      .isRefused(422, without);
  });
});

describe('the words of a plan in force', () => {
  const KEY = `plan-${idOf('PLAN-22')}/variation/${idOf('V1')}`;
  const issue = (reportedOn = '2022-06-07') => ofPlan('issue-plan', { textStatus: 'final', reportedOn });
  const vary = ofPlan('vary-plan', { variationId: 'V1', summary: 'Faster', review: { none: true, reason: 'Urgent' } });
  const other = (more: object = {}) =>
    said('record-wording', {
      ...wording({ wordingId: 'W2', text: 'Answer 999 calls in ten seconds.', class: 'substantive', ...more }),
      ...{ reason: 'A limit was added', reportedOn: '2022-08-04' },
    });

  test('change in substance only by a variation of it', async () => {
    const refused = {
      field: 'variation',
      message: 'The plan is in force. Link the variation that changes these words',
    };
    await ledger(issue()).when(other()).isRefused(422, refused);
    await ledger(issue(), vary)
      .when(other({ variation: KEY }))
      .gives({ data: { variation: KEY } } as never);
    await ledger(issue())
      .when(other({ class: 'editorial' }))
      .gives({ type: 'WordingVersionRecorded' });
    await ledger(issue())
      .when(other({ standing: 'printedVariant' }))
      .gives({ type: 'WordingVersionRecorded' });
    await ledger().when(other()).gives({ type: 'WordingVersionRecorded' });
    await ledger(issue('2022-08-04')).when(other()).gives({ type: 'WordingVersionRecorded' });
  });

  test('name a variation of their own plan', async () => {
    await ledger(issue())
      .when(other({ variation: KEY }))
      .isRefused(404, { field: 'variation', code: 'unknown-object' });
    const refused = { field: 'variation', message: 'Choose a variation of this plan' };
    await ledger(issue(), vary)
      .when(other({ variation: `plan-${idOf('PLAN-22')}/issue` }))
      .isRefused(400, refused);
    const ofAnother = [PLAN, PRIORITY, issue(), vary].map((sent) => ({ ...sent, planId: 'PLAN-18' }));
    await ledger(issue(), ...ofAnother)
      .when(other({ variation: `plan-${idOf('PLAN-18')}/variation/${idOf('V1')}` }))
      .isRefused(422, refused);
  });
});

describe('the class of a wording', () => {
  const again = (more: object = {}) =>
    said('reclassify-wording', { wordingId: 'W1', class: 'editorial', reason: 'Read again', ...more });

  test('is said anew by the editors, with the reason', async () => {
    await ledger()
      .when(again())
      .gives({ type: 'WordingReclassified', facet: `wording/${idOf('W1')}/class`, data: { class: 'editorial' } });
    await ledger()
      .when(again({ reason: undefined }))
      .isRefused(400, { field: 'reason', message: 'Give the reason' });
  });

  test('is another one than before', async () => {
    const same = { field: 'class', message: 'The class has not changed' };
    await ledger()
      .when(again({ class: 'first' }))
      .isRefused(422, same);
    await ledger(again()).when(again()).isRefused(422, same);
    await ledger(again())
      .when(again({ class: 'first' }))
      .gives({ type: 'WordingReclassified' });
    await ledger()
      .when(again({ wordingId: 'W9' }))
      .isRefused(404, { field: 'wordingId', message: 'This commitment has no such wording' });
  });
});
