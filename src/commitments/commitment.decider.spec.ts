import { DECIDED, decided, NO_DECISION, notADecision, OCCASION } from '../../test/support/decided.js';
import { given, idOf, type Sent } from '../../test/support/given.js';
import { changes } from '../changes/change.commands.js';
import { eventId, uuidV7At } from '../ledger/ids.js';
import { meetings } from '../meetings/meeting.commands.js';
import { plans } from '../plans/plan.commands.js';
import { settings } from '../settings/settings.commands.js';
import { STANDARD_SCHEME } from '../settings/standard-scheme.js';
import { commitments } from './commitment.commands.js';

const PAPER = { url: 'https://papers.example/2022-08-30.pdf', sha256: 'cd'.repeat(32) };
const PLAN: Sent = {
  command: 'register-plan',
  planId: 'PLAN-22',
  ownerBodyId: 'OWNER',
  levels: [
    { key: 'priority', one: 'Priority', many: 'Priorities', printedAs: 'Priority' },
    { key: 'commitment', one: 'Commitment', many: 'Commitments', printedAs: 'We will' },
  ],
  externalIds: [],
};
const priority = (nodeId: string, more: object = {}): Sent => ({
  command: 'add-priority',
  planId: 'PLAN-22',
  nodeId,
  level: 'priority',
  titled: { title: `Priority ${nodeId}`, class: 'first' },
  ...more,
});
const wording = (more: object = {}) => ({
  wordingId: 'C22-01-W1',
  text: 'Reduce 999 waiting times.',
  lang: 'en-GB',
  form: 'We will',
  printedNumber: { value: '1', basis: 'printed' },
  standing: 'printedVariant',
  class: 'first',
  ...more,
});
const make = (more: object = {}): Sent => ({
  command: 'make-commitment',
  commitmentId: 'C22-01',
  planId: 'PLAN-22',
  promisedBy: { bodyId: 'OWNER', basis: 'named' },
  externalIds: ['C22-01'],
  wording: wording(),
  place: { homeId: 'P1' },
  ...more,
});

const ledger = (...before: Sent[]) =>
  given([plans, commitments, settings, changes, meetings], PLAN, priority('P1'), ...before).withObjects([
    'body',
    'OWNER',
  ]);

describe('making a commitment', () => {
  test('records who promised it, in which words and where it sits', async () => {
    await ledger()
      .when(make())
      .gives(
        {
          type: 'CommitmentMade',
          facet: 'identity',
          data: { promisedBy: { bodyId: idOf('OWNER'), basis: 'named' }, externalIds: ['C22-01'] },
          metadata: { plan: idOf('PLAN-22') },
        },
        {
          type: 'WordingVersionRecorded',
          facet: `wording/${idOf('C22-01-W1')}`,
          data: { text: 'Reduce 999 waiting times.', standing: 'printedVariant' },
        },
        { type: 'CommitmentPlaced', facet: 'place', data: { homeId: idOf('P1') } },
      );
  });

  test('needs words and a place', async () => {
    const message = "Enter the commitment's exact words and choose where it sits";
    await ledger()
      .when(make({ wording: undefined }))
      .isRefused(400, { field: 'wording', message });
    await ledger()
      .when(make({ place: undefined }))
      .isRefused(400, { field: 'place', message });
  });

  test('happens once', async () => {
    await ledger(make())
      .when(make({ wording: wording({ text: 'Other words.' }) }))
      .isRefused(422, { field: 'commitmentId', message: 'C22-01 is already in the ledger' });
  });

  test('is refused when another commitment has one of its external ids', async () => {
    const other = (externalIds: string[]) =>
      make({ commitmentId: 'OTHER', externalIds, wording: wording({ text: 'Other words.' }) });
    await ledger(make({ externalIds: ['A1'] }))
      .when(other(['NEW', 'A1']))
      .isRefused(422, { field: 'externalIds[1]', message: 'A1 is already in the ledger' });
    await ledger(make({ externalIds: [] }))
      .when(other(['C22-01']))
      .isRefused(422, { field: 'externalIds[0]', message: 'C22-01 is already in the ledger' });
  });

  test('says who promised it when that is named', async () => {
    await ledger()
      .when(make({ promisedBy: { basis: 'named' } }))
      .isRefused(422, { field: 'promisedBy', message: 'Choose a body or a role' });
  });

  test('is in a plan that the ledger holds', async () => {
    await ledger()
      .when(make({ planId: 'PLAN-99', place: { homeId: 'PLAN-99' } }))
      .isRefused(422, { field: 'planId', code: 'unknown-object' }, { field: 'place.homeId' });
  });
});

describe('the words of a commitment', () => {
  const record = (more: object = {}): Sent => ({
    command: 'record-wording',
    commitmentId: 'C22-01',
    reportedOn: '2022-08-04',
    ...wording({
      wordingId: 'C22-01-W2',
      text: 'Reduce 999 answer times.',
      class: 'substantive',
      reason: 'x',
      ...more,
    }),
  });

  test('are kept version by version', async () => {
    await ledger(make())
      .when(record({ supersedes: 'C22-01-W1', damaged: 'cut off' }))
      .gives({
        type: 'WordingVersionRecorded',
        facet: `wording/${idOf('C22-01-W2')}`,
        data: { text: 'Reduce 999 answer times.', supersedes: idOf('C22-01-W1'), damaged: 'cut off' },
        metadata: { plan: idOf('PLAN-22'), reportedOn: '2022-08-04' },
      });
  });

  test('are never empty', async () => {
    const message = "Enter the commitment's exact words";
    await ledger(make())
      .when(record({ text: undefined }))
      .isRefused(400, { field: 'text', message });
    await ledger(make())
      .when(record({ text: '  ' }))
      .isRefused(400, { field: 'text', message });
  });

  test('differ from every version before, in words or number', async () => {
    const text = 'Reduce 999 waiting times.';
    await ledger(make())
      .when(record({ text, class: 'editorial' }))
      .isRefused(422, { field: 'text', message: 'These words are the same as version 1' });
    await ledger(make(), record())
      .when(record({ wordingId: 'W3', class: 'editorial' }))
      .isRefused(422, { field: 'text', message: 'These words are the same as version 2' });
    await ledger(make())
      .when(record({ text, class: 'editorial', printedNumber: { value: '2', basis: 'printed' } }))
      .gives({ type: 'WordingVersionRecorded' });
    await ledger(make())
      .when(record({ text, class: 'editorial', standing: 'authoritative' }))
      .gives({ type: 'WordingVersionRecorded' });
  });

  test('are not compared with those that only a later paper prints', async () => {
    const again = (reportedOn: string) => ({ ...record({ wordingId: 'C22-01-W3' }), reportedOn });
    await ledger(make(), record()).when(again('2022-08-03')).gives({ type: 'WordingVersionRecorded' });
    await ledger(make(), record())
      .when(again('2022-08-05'))
      .isRefused(422, { field: 'text', message: 'These words are the same as version 2' });
  });

  test('are not compared where they are the words of the editors', async () => {
    const standing = 'paraphrase';
    await ledger(make({ wording: wording({ standing }) }))
      .when(record({ text: 'Reduce 999 waiting times.', standing, class: 'editorial' }))
      .gives({ type: 'WordingVersionRecorded' });
  });

  test('say which kind of change they are', async () => {
    const problem = { field: 'class', message: 'Say whether the change is editorial or substantive' };
    await ledger(make())
      .when(record({ class: undefined }))
      .isRefused(400, {
        ...problem,
        message: `${problem.message}, a translation, or first where there were no words before`,
      });
    await ledger(make())
      .when(record({ class: 'first' }))
      .isRefused(422, problem);
  });

  test('say what changed in substance', async () => {
    const problem = { field: 'reason', message: 'Say what changed in substance' };
    await ledger(make())
      .when(record({ reason: undefined }))
      .isRefused(422, problem);
    await ledger(make())
      .when(record({ reason: undefined, class: 'editorial' }))
      .gives({ type: 'WordingVersionRecorded' });
  });

  test('take the place of a version that had been reported', async () => {
    await ledger(make())
      .when(record({ supersedes: 'C22-01-W9' }))
      .isRefused(404, { field: 'supersedes', message: 'This commitment has no such wording' });
  });

  test('warn when another commitment has them', async () => {
    const twin = (more: object = {}) =>
      make({ commitmentId: 'C22-30', externalIds: [], wording: wording({ wordingId: 'C22-30-W1', ...more }) });
    await ledger(make()).when(twin()).isWarned({
      code: 'same-words',
      field: 'wording.text',
      message: 'The same words are in commitment 1; link them if they are one promise',
    });
    await ledger(make())
      .when(twin({ standing: 'paraphrase' }))
      .gives({ type: 'CommitmentMade' }, { type: 'WordingVersionRecorded' }, { type: 'CommitmentPlaced' });
  });
});

describe('the place of a commitment', () => {
  const move = (homeId: string, more: object = {}): Sent => ({
    command: 'place-commitment',
    commitmentId: 'C22-01',
    homeId,
    reportedOn: '2022-08-04',
    ...more,
  });

  test('is in its plan, or the plan itself', async () => {
    await ledger(make(), priority('P2'))
      .when(move('P2', { reason: 'It is printed there' }))
      .gives({ type: 'CommitmentPlaced', facet: 'place', data: { homeId: idOf('P2'), reason: 'It is printed there' } });
    await ledger()
      .when(make({ place: { homeId: 'PLAN-22' } }))
      .gives({ type: 'CommitmentMade' }, { type: 'WordingVersionRecorded' }, {
        data: { homeId: idOf('PLAN-22') },
      } as never);
    const problem = {
      field: 'homeId',
      message: 'Choose where in the plan it sits, by the id of a part of the plan or of the plan itself',
    };
    await ledger(make())
      .when(move('P9', { reason: 'x' }))
      .isRefused(422, problem);
    await ledger(make())
      .when(move('C22-01', { reason: 'x' }))
      .isRefused(422, problem);
    await ledger(make())
      .when(move('P9', { homeId: undefined }))
      .isRefused(400, problem);
  });

  test('changes with a reason', async () => {
    await ledger(make(), priority('P2'))
      .when(move('P2'))
      .isRefused(422, { field: 'reason', message: 'Give the reason why it moved' });
  });

  test('is never in another plan', async () => {
    const other = [{ ...PLAN, planId: 'PLAN-26' }, priority('P26', { planId: 'PLAN-26' })];
    const problem = { field: 'homeId', message: 'Use lineage to link across plans' };
    for (const home of ['P26', 'PLAN-26'])
      await ledger(make(), ...other)
        .when(move(home, { reason: 'x' }))
        .isRefused(422, problem);
    await ledger(...other)
      .when(make({ place: { homeId: 'P26' } }))
      .isRefused(422, { ...problem, field: 'place.homeId' });
  });
});

describe('the status of a commitment', () => {
  const scheme: Sent = {
    command: 'publish-status-scheme',
    ...STANDARD_SCHEME,
    reportedOn: '2022-08-01',
    source: undefined,
  };
  const areas: Sent = {
    command: 'publish-area-list',
    version: 1,
    areas: [{ code: 'X0000003', name: 'Northtown', level: 'district' }],
    reportedOn: '2022-08-20',
    source: undefined,
  };
  const report = (more: object = {}): Sent => ({
    command: 'report-status',
    commitmentId: 'C22-01',
    assessment: 'officer',
    scheme: 'standard',
    schemeVersion: 1,
    status: 'on-track',
    reason: 'Staff are in post',
    noEvidence: true,
    reportedOn: '2022-08-04',
    ...more,
  });
  const KEY = `commitment-${idOf('C22-01')}/place`;
  const NO_KEY = `commitment-${idOf('C22-01')}/nature`;
  const plan = (...more: Sent[]) => ledger(scheme, make(), ...more);

  test('is stated by the officer, with reason and evidence, under a key of its own', async () => {
    await plan()
      .when(report({ noEvidence: undefined, evidence: [{ key: KEY }] }))
      .gives({
        type: 'StatusReported',
        facet: 'status/officer',
        data: {
          status: 'on-track',
          reason: 'Staff are in post',
          evidence: [{ key: KEY }],
          actingAs: 'reporting-officer',
        },
      });
  });

  test("is kept apart for an area and for the panel's view", async () => {
    await plan()
      .when(report({ area: { code: 'X0000003', name: 'Northtown' } }))
      .gives({ type: 'StatusReported', facet: 'status/officer/X0000003' });
    await plan()
      .when(report({ area: { name: 'Moss Side/Hulme' } }))
      .gives({ type: 'StatusReported', facet: 'status/officer/Moss Side%2FHulme' });
    await plan()
      .when(report({ assessment: 'panel', actingAs: 'board-secretary' }))
      .gives({ type: 'StatusReported', facet: 'status/panel' });
  });

  test("is the panel's view only when its secretary records it", async () => {
    await plan()
      .when(report({ assessment: 'panel', actingAs: 'reporting-officer' }))
      .isRefused(422, { field: 'assessment', message: "Only the panel's secretary can record the panel's view" });
    await plan()
      .when(report({ actingAs: 'board-secretary' }))
      .isRefused(422, { field: 'assessment', code: 'not-permitted' });
  });

  test.each([
    ['panel', 'board-secretary', 'reporting-officer'],
    ['officer', 'reporting-officer', 'board-secretary'],
  ])('of the %s is taken back and voided by the %s alone', async (assessment, own, other) => {
    const id = uuidV7At(0, 'status');
    const target = eventId(`commitment-${idOf('C22-01')}`, id, 0);
    const withdraw = {
      command: 'withdraw-entry',
      target,
      reportedOn: '2022-08-30',
      source: PAPER,
      reason: 'Too early',
    };
    const voidIt = { command: 'void-entry', target, reason: 'Another commitment' };
    const stated = () => plan(report({ id, assessment, actingAs: own }));
    for (const act of [withdraw, voidIt])
      await stated()
        .when({ ...act, actingAs: other })
        .isRefused(422, { field: 'assessment' });
    await stated()
      .when({ ...withdraw, actingAs: own })
      .gives({ type: 'Withdrawn' });
  });

  test('is a value of the scheme in force', async () => {
    await plan()
      .when(report({ status: 'finished' }))
      .isRefused(422, {
        field: 'status',
        message: `Choose a status from the list: ${STANDARD_SCHEME.values.map(({ id }) => id).join(', ')}`,
      });
    await plan()
      .when(report({ scheme: 'traffic-light' }))
      .isRefused(422, {
        field: 'scheme',
        message: 'There is no scheme traffic-light. Schemes of this ledger: standard',
      });
    await ledger(make())
      .when(report())
      .isRefused(422, { field: 'scheme', message: 'The ledger has no status scheme yet. Publish one first' });
    await plan()
      .when(report({ scheme: undefined }))
      .isRefused(400, { field: 'scheme', message: 'Name the status scheme' });
    await plan()
      .when(report({ status: undefined }))
      .isRefused(400, { field: 'status', message: 'Name one of the statuses of the scheme' });
    await plan()
      .when(report({ schemeVersion: 2 }))
      .isRefused(422, { field: 'schemeVersion', message: 'Version 1 of this scheme is in force' });
  });

  test('may be older than the scheme, whose first version answers for every earlier day', async () => {
    await plan()
      .when(report({ reportedOn: '2022-06-08' }))
      .gives({ type: 'StatusReported' });
  });

  test('is one of the version of its day when the scheme has changed', async () => {
    const second: Sent = { ...scheme, version: 2, reportedOn: '2022-08-10' };
    await plan(second).when(report()).gives({ type: 'StatusReported' });
    await plan(second)
      .when(report({ reportedOn: '2022-08-10' }))
      .isRefused(422, { field: 'schemeVersion', message: 'Version 2 of this scheme is in force' });
  });

  test('has a reason', async () => {
    await plan()
      .when(report({ reason: undefined }))
      .isRefused(400, { field: 'reason', message: 'Give the reason for this status' });
    await plan()
      .when(report({ reason: ' ' }))
      .isRefused(400, { message: 'Give the reason for this status' });
  });

  test('has evidence, or the word that none was supplied', async () => {
    await plan()
      .when(report({ noEvidence: undefined }))
      .isRefused(422, { field: 'evidence', message: 'Add evidence or confirm with noEvidence that none was supplied' });
    await plan()
      .when(report({ evidence: [{ key: KEY }] }))
      .isRefused(422, { field: 'noEvidence' });
    await plan()
      .when(report({ noEvidence: undefined, evidence: [{}] }))
      .isRefused(422, { field: 'evidence[0]', message: 'Cite a passage or name something in the ledger' });
    await plan()
      .when(report({ noEvidence: undefined, evidence: [{ key: NO_KEY }] }))
      .isRefused(404, { field: 'evidence[0].key', code: 'unknown-object' });
    await plan()
      .withObjects(['source', 'PAPER'])
      .when(report({ noEvidence: undefined, evidence: [{ citation: { sourceId: 'PAPER', paragraph: '3' } }] }))
      .gives({ data: { evidence: [{ citation: { sourceId: idOf('PAPER'), paragraph: '3' } }] } } as never);
  });

  test('is delivered only with evidence', async () => {
    await plan()
      .when(report({ status: 'delivered' }))
      .isRefused(422, { field: 'evidence', message: 'Add the evidence of delivery' });
    await plan()
      .when(report({ status: 'delivered', noEvidence: undefined, evidence: [{ key: KEY }] }))
      .gives({ type: 'StatusReported' });
  });

  test('is on hold only with the decision', async () => {
    await plan()
      .when(report({ status: 'on-hold' }))
      .isRefused(422, { field: 'decision', message: 'Link the decision that paused this' });
    await plan()
      .when(report({ status: 'on-hold', decision: NO_DECISION }))
      .isRefused(404, { field: 'decision', code: 'unknown-object' });
    await plan(...decided('OWNER'))
      .when(report({ status: 'on-hold', decision: DECIDED }))
      .gives({ type: 'StatusReported', data: { decision: DECIDED } });
    for (const decision of [KEY, OCCASION, `${DECIDED}/end`])
      await plan(...decided('OWNER'))
        .when(report({ status: 'on-hold', decision }))
        .isRefused(400, notADecision('decision'));
  });

  test('is replaced only with the link', async () => {
    await plan()
      .when(report({ status: 'replaced' }))
      .isRefused(422, { field: 'linkId', message: 'Link what replaces it' });
    await plan()
      .when(report({ status: 'replaced', linkId: 'L1' }))
      .isRefused(422, { field: 'linkId', message: 'Link what replaces it' });
    const link = { linkId: 'L1', reason: 'Replaced in August', basis: 'printed' };
    const successor = make({ commitmentId: 'C22-02', externalIds: [], wording: wording({ text: 'Other words.' }) });
    const replaces = { ...link, command: 'assert-lineage', commitmentId: 'C22-02', type: 'replacedBy' };
    await plan(successor, { ...replaces, from: ['C22-01'], to: ['C22-02'] })
      .when(report({ status: 'replaced', linkId: 'L1' }))
      .gives({ type: 'StatusReported', data: { linkId: idOf('L1') } });
    await plan(successor, {
      ...link,
      command: 'assert-lineage',
      commitmentId: 'C22-01',
      type: 'dropped',
      from: ['C22-01'],
      to: [],
    })
      .when(report({ status: 'replaced', linkId: 'L1' }))
      .gives({ type: 'StatusReported', data: { linkId: idOf('L1') } });
    await plan(successor, { ...replaces, commitmentId: 'C22-01', from: ['C22-02'], to: ['C22-01'] })
      .when(report({ status: 'replaced', linkId: 'L1' }))
      .isRefused(422, { field: 'linkId', message: 'Link what replaces it' });
  });

  test('needs what its scheme says, whatever its values are called', async () => {
    const value = (id: string, group: string, needs?: string[]) => ({
      ...{ id, label: id, definition: id, group, shape: 'circle' },
      ...(needs ? { needs } : {}),
    });
    const values = [
      value('green', 'open'),
      value('amber', 'open', ['evidence']),
      value('dropped', 'closed', ['decision', 'link']),
      value('delivered', 'closed'),
    ];
    const rag: Sent = { ...scheme, scheme: 'rag', values, mappings: [], derivedRules: [] };
    const reported = (status: string) => ledger(rag, make()).when(report({ scheme: 'rag', status }));
    await reported('green').gives({ type: 'StatusReported' });
    await reported('amber').isRefused(422, { field: 'evidence', message: 'Add the evidence for this status' });
    await reported('dropped').isRefused(
      422,
      { field: 'decision', message: 'Link the decision behind this status' },
      { field: 'linkId', message: 'Link what replaces it' },
    );
    await reported('delivered').gives({ type: 'StatusReported' });
  });

  test('is for an area of the published list', async () => {
    await plan(areas)
      .when(report({ area: { code: 'X0000099', name: 'Elsewhere' } }))
      .isRefused(422, { field: 'area.code', message: 'X0000099 is not in the list of areas. Choose one that is' });
    await plan(areas)
      .when(report({ area: { code: 'X0000003', name: 'Northtown' } }))
      .gives({ type: 'StatusReported' });
    await plan(areas)
      .when(report({ area: { name: 'Moss Side' } }))
      .gives({ type: 'StatusReported' });
  });
});
